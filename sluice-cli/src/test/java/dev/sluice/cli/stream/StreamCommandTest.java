package dev.sluice.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.stream.State;
import dev.sluice.core.stream.Stepper;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.tasks.forecast.Forecast;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.forecast.ForecastStepper;
import dev.sluice.tasks.series.GroupCoding;
import dev.sluice.tasks.series.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Answers are the library's, in order, each key's as if it were alone.
class StreamCommandTest {
  @TempDir Path folder;

  private Path stack(RecurrentModel model) {
    Path directory = folder.resolve("stack");
    model.save(directory, Overwrite.REPLACE);
    return directory;
  }

  private Path forecaster(ForecastModel model) {
    Path directory = folder.resolve("forecaster");
    model.save(directory, Overwrite.REPLACE);
    return directory;
  }

  @Test
  void interleavedKeysAreAsSeparateRuns() {
    RecurrentModel model = TestModels.stack(LstmSpec.of(2, 3).layers(2));
    Path directory = stack(model);
    Stepper stepper = model.stepper();
    Map<String, State> states = new HashMap<>();
    List<String> events = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String key =
          List.of("a", "b", "a\\\"\\\\\u00e9", "\ud83c\udf27", "b", "c").get((7 * i + i / 6) % 6);
      float[] x = {i * 0.37f - 5, -1f / (i + 1)};
      events.add("{\"x\":%s,\"key\":\"%s\"}".formatted(Arrays.toString(x), key));
      float[] h = new float[3];
      stepper.step(x, states.computeIfAbsent(key, k -> stepper.zeroState()), h);
      String values = Arrays.toString(h).replace(" ", "");
      expected.add("{\"key\":\"%s\",\"h\":%s}".formatted(key, values));
    }
    Sluice call = Sluice.reading(String.join("\n", events), "stream", directory);
    assertThat(call.lines()).isEqualTo(expected);
    assertThat(call.exit()).isZero();
    assertThat(call.err()).matches("60 events in [0-9.]+ s, [0-9,]+ a second; 5 keys\\R");
  }

  @ParameterizedTest
  @EnumSource
  void forecastsOfSeveralTargetsAreTheSteppers(StreamingMode mode) {
    Window window = Window.of(5, 2).target("temp_max", "temp_min").inputs("temp_max", "temp_min");
    ForecastModel model = TestModels.weather(window.groups(GroupCoding.ONE_HOT), 3, 1, mode);
    ForecastStepper stepper = model.stepper();
    List<String> events = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    Map<String, State> states = new HashMap<>();
    for (int i = 0; i < 16; i++) {
      String city = i % 2 == 0 ? "Seattle" : "New York";
      String key = i % 4 < 2 ? city : "of " + city;
      LocalDate day = LocalDate.of(2015, 12, 28).plusDays(i / 4);
      double[] values = {i * 1.5 - 3, -i};
      events.add(
          "{\"time\":\"%s\",\"key\":\"%s\",\"group\":\"%s\",\"temp_min\":%s,\"temp_max\":%s}"
              .formatted(day, key, city, values[1], values[0]));
      Forecast forecast =
          stepper.next(city, day, values, states.computeIfAbsent(key, k -> stepper.zeroState()));
      StringJoiner steps = new StringJoiner(",", "[", "]}");
      for (int ahead = 1; ahead <= 2; ahead++) {
        steps.add(
            "{\"time\":\"%s\",\"temp_max\":%s,\"temp_min\":%s}"
                .formatted(
                    day.plusDays(ahead),
                    target(forecast.of("temp_max", ahead)),
                    target(forecast.of("temp_min", ahead))));
      }
      expected.add("{\"key\":\"%s\",\"time\":\"%s\",\"forecast\":".formatted(key, day) + steps);
    }
    assertThat(Sluice.reading(String.join("\r\n", events), "stream", forecaster(model)).lines())
        .isEqualTo(expected);
  }

  private static String target(double[] ends) {
    return "{\"point\":%s,\"lower\":%s,\"upper\":%s}".formatted(ends[1], ends[0], ends[2]);
  }

  @Test
  void oneTargetIsNotNamedAndTheKeyMayBeTheGroup() {
    Window window =
        Window.of(5, 2)
            .target("temp_max")
            .inputs("temp_max")
            .known("wind", "precipitation")
            .groups(GroupCoding.ONE_HOT);
    ForecastModel model = TestModels.weather(window, 3, 1, StreamingMode.CARRIED);
    ForecastStepper stepper = model.stepper();
    double[] values = {5.6, 2, 0, 3, 0.5};
    Forecast forecast =
        stepper.next("New York", LocalDate.of(2015, 12, 31), values, stepper.zeroState());
    String event =
        "{\"key\":\"New York\",\"time\":\"2015-12-31T00:00:00\",\"temp_max\":5.6,\"known\":{\"precipitation\":[0,0.5],\"wind\":[2,3]}}";
    String one = target(forecast.of("temp_max", 1)).substring(1);
    String two = target(forecast.of("temp_max", 2)).substring(1);
    assertThat(Sluice.reading(event, "stream", forecaster(model)).lines())
        .containsExactly(
            "{\"key\":\"New York\",\"time\":\"2015-12-31\",\"forecast\":[{\"time\":\"2016-01-01\","
                + one
                + ",{\"time\":\"2016-01-02\","
                + two
                + "]}");
  }

  @Test
  void weightsInHalfTheBytes() {
    RecurrentModel model = TestModels.stack(GruSpec.of(2, 40));
    Path directory = stack(model);
    float[] h = new float[40];
    Stepper stepper = model.stepper(Precision.BFLOAT16);
    stepper.step(new float[] {0.5f, -1}, stepper.zeroState(), h);
    String event = "{\"key\":\"a\",\"x\":[0.5,-1]}\n";
    Sluice half = Sluice.reading(event, "stream", directory, "--precision", "bf16");
    assertThat(half.lines())
        .containsExactly("{\"key\":\"a\",\"h\":%s}".formatted(Arrays.toString(h).replace(" ", "")));
    assertThat(Sluice.reading(event, "stream", directory).lines()).isNotEqualTo(half.lines());
    Sluice wrong = Sluice.reading(event, "stream", directory, "--precision", "int8");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("use float32 or bf16, not int8");
  }

  @Test
  void whatTrainingNeverSawIsMarked() {
    Window window =
        Window.of(5, 2)
            .target("temp_max")
            .inputs("temp_max", "temp_min", "wind")
            .known("wind", "precipitation");
    Path model = forecaster(TestModels.weather(window, 3, 1, StreamingMode.CARRIED));
    String event =
        "{\"key\":\"%s\",\"time\":\"2015-12-31\",\"temp_max\":%s,\"temp_min\":1,\"wind\":%s,\"known\":{\"precipitation\":[0,%s],\"wind\":[%s,3]}}\n";
    String events =
        event.formatted("a", 5, 2, 0, 3)
            + event.formatted("b", 60, 2, 0, 3)
            + event.formatted("c", 5, 99, -1, 99)
            + event.formatted("d", 5, 2, 0, 99);
    List<String> answers = Sluice.reading(events, "stream", model).lines();
    assertThat(answers.get(0)).doesNotContain("unusual").endsWith("}]}");
    assertThat(answers.get(1)).endsWith("}],\"unusual\":[\"temp_max\"]}");
    assertThat(answers.get(2)).endsWith("}],\"unusual\":[\"wind\",\"precipitation\"]}");
    assertThat(answers.get(3)).endsWith("}],\"unusual\":[\"wind\"]}");
  }

  @Test
  void aFullTableEvictsOrRefuses() {
    Path model = stack(TestModels.stack(GruSpec.of(1, 3)));
    String[] keys = {"a", "b", "a", "c", "b", "a"};
    StringBuilder events = new StringBuilder();
    for (String key : keys) {
      events.append("{\"key\":\"%s\",\"x\":[1]}\n".formatted(key));
    }
    List<String> first = Sluice.reading(events.toString(), "stream", model).lines();
    Sluice evicting = Sluice.reading(events.toString(), "stream", model, "--max-keys", 2);
    List<String> answers = evicting.lines();
    assertThat(answers.subList(0, 4)).isEqualTo(first.subList(0, 4));
    assertThat(answers.get(4)).as("b had gone for c").isEqualTo(first.get(1));
    assertThat(answers.get(5)).as("a had gone for b").isEqualTo(first.get(0));
    assertThat(evicting.err()).contains("2 keys, 3 evicted");
    Sluice refusing =
        Sluice.reading(
            events.toString(), "stream", model, "--max-keys", 2, "--when-full", "refuse");
    answers = refusing.lines();
    assertThat(answers.get(3))
        .isEqualTo(
            "{\"line\":4,\"error\":\"there are 2 keys already and this one is new; allow more with --max-keys, or drop the least recently used with --when-full evict\"}");
    first = new ArrayList<>(first);
    first.remove(3);
    answers = new ArrayList<>(answers);
    answers.remove(3);
    assertThat(answers).isEqualTo(first);
  }

  @Test
  void moreKeysThanMemoryAreWarnedOf() {
    Path model = stack(TestModels.stack(GruSpec.of(1, 3)));
    Sluice call = Sluice.run("stream", model, "--max-keys", 1_000_000_000);
    assertThat(call.err().lines().toList().getFirst())
        .startsWith("sluice: 1000000000 keys of 276 bytes may take 263214 MiB, and Java has ")
        .endsWith("or give more, as in SLUICE_OPTS=-Xmx526428m");
    assertThat(call.exit()).isZero();
  }

  @Test
  void whatCannotBeStreamed() throws IOException {
    GruSpec spec = GruSpec.of(2, 3);
    RecurrentModel both = TestModels.stack(spec.direction(Direction.BOTH));
    assertThat(failure(stack(both))).startsWith("layer 0 (gru, BOTH) needs the end of the stream");
    assertThat(
            Sluice.reading("{\"key\":\"a\",\"x\":[1,2]}", "stream", stack(both.sliding(3))).exit())
        .isZero();
    Path none = folder.resolve("none");
    assertThat(failure(none)).isEqualTo(none + " does not exist; name the directory of a model");
    Path music = stack(TestModels.stack(spec));
    Path config = music.resolve("config.json");
    Files.writeString(
        config,
        Files.readString(config)
            .replace("\"task\": \"recurrent\"", "\"task\": \"music\"")
            .replaceAll(",\\s*\"crc32c\": \"[0-9a-f]{8}\"(?=\\s*}\\s*$)", ""));
    assertThat(failure(music))
        .isEqualTo(
            music
                + " is a model for the task \"music\", which takes no sequences; models for classify, forecast, language, recurrent, speech, tag and translate do");
    assertThat(failure(forecaster(TestModels.weatherAs("key"))))
        .isEqualTo(
            "the model has an input called \"key\", as is a field that events have anyway; train it with another name");
  }

  private static String failure(Path model) {
    Sluice call = Sluice.reading("{}", "stream", model);
    assertThat(call.exit()).isOne();
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).startsWith("sluice: ").hasLineCount(1);
    return call.err().strip().substring("sluice: ".length());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stream                           | missing required parameter: 'MODEL'; see sluice stream --help
          stream m --max-keys 0            | invalid value for option '--max-keys': '0' is not in 1 to 1073741824; see sluice stream --help
          stream m --max-keys many         | invalid value for option '--max-keys': 'many' is not a whole number; see sluice stream --help
          stream m --key-limit 100000      | invalid value for option '--key-limit': '100000' is not in 1 to 65536; see sluice stream --help
          stream m --when-full drop        | invalid value for option '--when-full': expected one of [EVICT, REFUSE] (case-insensitive) but was 'drop'; see sluice stream --help
          stream m n                       | stream takes no argument, but was given n; see sluice stream --help
          """)
  void wrongUsage(String line, String sentence) {
    Sluice call = Sluice.run((Object[]) line.split(" +"));
    assertThat(call.err()).isEqualTo("sluice: " + sentence + System.lineSeparator());
    assertThat(call.exit()).isEqualTo(2);
  }
}
