package dev.sluice.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.Gru;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.GruTrace;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Merge;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.core.tensor.Seq;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.GroupCoding;
import dev.sluice.tasks.series.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// `features` and `trace` show what the library computes.
class SequencesTest {
  private static final float[][][] WALKS = {
    {{0.5f, -1}, {2, 0.25f}, {-0.125f, 3}}, {{1, 1}}, {{-2, 0.5f}, {0, 0}, {4, -4}, {1e-3f, 7}}
  };
  private static final String LINES =
      """
      {"key":"a","x":[[0.5,-1],[2,0.25],[-0.125,3]]}

      {"x":[[1,1]],"key":"b, \\"c\\""}
      {"key":"a","x":[[-2,0.5],[0,0],[4,-4],[1e-3,7]]}
      """;
  private static final List<String> KEYS = List.of("\"a\"", "\"b, \\\"c\\\"\"", "\"a\"");

  @TempDir Path folder;

  private Path save(RecurrentModel model) {
    Path directory = folder.resolve("stack");
    model.save(directory, Overwrite.REPLACE);
    return directory;
  }

  private Path save(ForecastModel model) {
    Path directory = folder.resolve("forecaster");
    model.save(directory, Overwrite.REPLACE);
    return directory;
  }

  private static String array(float[] values) {
    return Arrays.toString(values).replace(" ", "");
  }

  private static String features(String head, float[] values) {
    return "{" + head + ",\"features\":" + array(values) + "}";
  }

  private static float[] pooled(float[][] h, Pooling pooling) {
    float[] pooled = h[h.length - 1].clone();
    for (int unit = 0; unit < pooled.length; unit++) {
      float sum = 0;
      for (float[] step : h) {
        sum += step[unit];
        pooled[unit] = pooling == Pooling.MAX ? Math.max(pooled[unit], step[unit]) : pooled[unit];
      }
      pooled[unit] = pooling == Pooling.MEAN ? sum / h.length : pooled[unit];
    }
    return pooled;
  }

  @ParameterizedTest
  @EnumSource
  void featuresOfAnyCell(Pooling pooling) {
    RecurrentModel model = TestModels.stack(LstmSpec.of(2, 3).layers(2));
    Seq h = model.run(Seq.of(WALKS, 2));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < WALKS.length; i++) {
      expected.add(features("\"key\":" + KEYS.get(i), pooled(h.sequence(i), pooling)));
    }
    Sluice call = Sluice.reading(LINES, "features", save(model), "--input", "-", "--pool", pooling);
    assertThat(call.err()).isEmpty();
    assertThat(call.lines()).isEqualTo(expected);
  }

  @Test
  void theLastStateOfEachDirectionIsAtItsOwnEnd() {
    GruSpec spec = GruSpec.of(2, 3).layers(2).direction(Direction.BOTH);
    RecurrentModel joined = TestModels.stack(spec);
    float[][] h = joined.run(Seq.of(WALKS, 2)).sequence(0);
    float[] ends = {h[2][0], h[2][1], h[2][2], h[0][3], h[0][4], h[0][5]};
    String line = LINES.lines().findFirst().orElseThrow();
    assertThat(Sluice.reading(line, "features", save(joined), "--input", "-").lines())
        .containsExactly(features("\"key\":\"a\"", ends));
    RecurrentModel back = TestModels.stack(GruSpec.of(2, 3).direction(Direction.BACKWARD));
    assertThat(Sluice.reading(line, "features", save(back), "--input", "-").lines())
        .containsExactly(features("\"key\":\"a\"", back.run(Seq.of(WALKS, 2)).sequence(0)[0]));
    RecurrentModel summed = TestModels.stack(spec.merge(Merge.SUM));
    assertThat(Sluice.reading(line, "features", save(summed), "--input", "-").lines().getFirst())
        .matches("\\{\"key\":\"a\",\"features\":\\[[^,]+,[^,]+,[^,]+]}");
  }

  @Test
  void tracesAreTheLibrarys() throws IOException {
    RecurrentModel model = TestModels.stack(GruSpec.of(2, 3).layers(2).direction(Direction.BOTH));
    GruTrace trace = ((Gru) model.stack()).trace(Seq.of(WALKS, 2));
    Path file = folder.resolve("walks.jsonl");
    Files.writeString(file, LINES);
    List<String> json = new ArrayList<>();
    List<String> csv = new ArrayList<>();
    csv.add("key,step,layer,direction,unit,update,reset,candidate,hidden");
    for (int i = 0; i < WALKS.length; i++) {
      for (int step = 0; step < WALKS[i].length; step++) {
        for (int place = 0; place < 4; place++) {
          GruTrace.Layer layer = trace.layers().get(place);
          float[][] parts = {
            layer.update().sequence(i)[step],
            layer.reset().sequence(i)[step],
            layer.candidate().sequence(i)[step],
            layer.hidden().sequence(i)[step]
          };
          String direction = place % 2 == 0 ? "forward" : "backward";
          json.add(
              "{\"key\":%s,\"step\":%d,\"layer\":%d,\"direction\":\"%s\",\"update\":%s,\"reset\":%s,\"candidate\":%s,\"hidden\":%s}"
                  .formatted(
                      KEYS.get(i),
                      step + 1,
                      place / 2,
                      direction,
                      array(parts[0]),
                      array(parts[1]),
                      array(parts[2]),
                      array(parts[3])));
          for (int unit = 0; unit < 3; unit++) {
            csv.add(
                "%s,%d,%d,%s,%d,%s,%s,%s,%s"
                    .formatted(
                        i == 1 ? "\"b, \"\"c\"\"\"" : "a",
                        step + 1,
                        place / 2,
                        direction,
                        unit,
                        parts[0][unit],
                        parts[1][unit],
                        parts[2][unit],
                        parts[3][unit]));
          }
        }
      }
    }
    assertThat(Sluice.run("trace", save(model), "--input", file).lines()).isEqualTo(json);
    assertThat(Sluice.run("trace", save(model), "--input", file, "--csv").lines()).isEqualTo(csv);
  }

  private static final double[][] SEATTLE = {
    {1.5, 0}, {2, -1}, {4, 2.5}, {3, 1}, {7, 5}, {6, 4}, {8, 1}
  };

  private Path weather() throws IOException {
    StringBuilder text = new StringBuilder("place,day,temp_min,temp_max\n");
    for (int t = 0; t < SEATTLE.length; t++) {
      LocalDate day = LocalDate.of(2015, 12, 1).plusDays(t);
      text.append("Seattle,%s,%s,%s\n".formatted(day, SEATTLE[t][1], SEATTLE[t][0]));
      if (t < 2) {
        text.append("New York,%s,%s,%s\n".formatted(day, t, t));
      }
    }
    return Files.writeString(folder.resolve("weather.csv"), text.toString());
  }

  private static float[][] encoded(ForecastModel model, int from) {
    FeatureEncoder encoder = model.spec().encoder();
    float[][] steps = new float[SEATTLE.length - from][encoder.inputSize()];
    for (int t = from; t < SEATTLE.length; t++) {
      encoder.encodeStep(
          encoder.group("Seattle"),
          LocalDate.of(2015, 12, 1).plusDays(t).atStartOfDay(),
          SEATTLE[t],
          steps[t - from],
          0);
    }
    return steps;
  }

  @ParameterizedTest
  @EnumSource
  void aForecastersSequenceIsWhatItAnswersFrom(StreamingMode mode) throws IOException {
    Window window = Window.of(5, 2).target("temp_max").inputs("temp_max", "temp_min");
    ForecastModel model = TestModels.weather(window.groups(GroupCoding.ONE_HOT), 3, 1, mode);
    Seq x =
        Seq.of(
            new float[][][] {encoded(model, mode == StreamingMode.SLIDING ? 2 : 0)},
            model.spec().encoder().inputSize());
    GruTrace trace = ((Gru) model.stack()).trace(x);
    float[][] h = trace.hidden().sequence(0);
    Path directory = save(model);
    Object[] input = {"--input", weather(), "--time", "day", "--group", "place"};
    Sluice features = run("features", directory, input);
    assertThat(features.err()).isEmpty();
    assertThat(features.lines()).hasSize(2);
    assertThat(features.lines().getFirst())
        .isEqualTo(features("\"key\":\"Seattle\",\"time\":\"2015-12-07\"", h[h.length - 1]));
    assertThat(features.lines().getLast())
        .startsWith("{\"key\":\"New York\",\"time\":\"2015-12-02\",\"features\":[");
    List<String> lines = run("trace", directory, input).lines();
    assertThat(lines).hasSize(h.length + 2);
    assertThat(lines.get(1))
        .startsWith(
            "{\"key\":\"Seattle\",\"time\":\"2015-12-0%d\",\"step\":2,\"layer\":0,\"direction\":\"forward\",\"update\":%s,"
                .formatted(9 - h.length, array(trace.update().sequence(0)[1])))
        .endsWith("\"hidden\":" + array(h[1]) + "}");
    assertThat(run("trace", directory, "--csv", input).lines().get(3))
        .startsWith("Seattle,2015-12-0%d,1,0,forward,2,".formatted(8 - h.length));
    input[1] = "-";
    String json =
        """
        {"place":"New York","day":"2015-12-01","temp_min":0,"temp_max":0}
        {"place":"New York","day":"2015-12-02","temp_min":1,"temp_max":1}
        {"place":"New York","day":"2015-12-03"}
        """;
    List<Object> words = new ArrayList<>(List.of("features", directory));
    words.addAll(List.of(input));
    words.addAll(List.of("--missing", "skip"));
    assertThat(Sluice.reading(json, words.toArray()).lines())
        .containsExactly(features.lines().getLast());
  }

  @Test
  void aForecasterOverSegmentsHasASequenceForEachTarget() throws IOException {
    ForecastModel model = TestModels.segments();
    Files.writeString(
        weather(),
        Files.readString(weather())
            .lines()
            .filter(l -> !l.startsWith("New"))
            .reduce("", (a, b) -> a + b + "\n"));
    Seq x =
        model.stackInput(
            Seq.of(new float[][][] {encoded(model, 1)}, model.spec().encoder().inputSize()));
    GruTrace trace = ((Gru) model.stack()).trace(x);
    Object[] input = {
      "--input", folder.resolve("weather.csv"), "--time", "day", "--group", "place"
    };
    Path directory = save(model);
    assertThat(run("features", directory, input).lines())
        .containsExactly(
            features(
                "\"key\":\"Seattle\",\"target\":\"temp_min\",\"time\":\"2015-12-07\"",
                trace.hidden().sequence(0)[2]),
            features(
                "\"key\":\"Seattle\",\"target\":\"temp_max\",\"time\":\"2015-12-07\"",
                trace.hidden().sequence(1)[2]));
    List<String> lines = run("trace", directory, "--csv", input).lines();
    assertThat(lines.getFirst())
        .isEqualTo("key,target,time,step,layer,direction,unit,update,reset,candidate,hidden");
    assertThat(lines).hasSize(1 + 2 * 3 * 3);
    assertThat(lines.get(1)).startsWith("Seattle,temp_min,2015-12-03,1,0,forward,0,");
  }

  private static Sluice run(String command, Path model, String option, Object[] input) {
    List<Object> words = new ArrayList<>(List.of(command, model, option));
    words.addAll(List.of(input));
    return Sluice.run(words.toArray());
  }

  private static Sluice run(String command, Path model, Object[] input) {
    List<Object> words = new ArrayList<>(List.of(command, model));
    words.addAll(List.of(input));
    return Sluice.run(words.toArray());
  }

  /// Single quotes stand for double ones.
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'key':'a','x':[[1,2],[3]]}     | 25 | 'x', step 2, has 1 of the 2 values that the model takes
          {'key':'a','x':[[1,2],[3,4,5]]} | 28 | 'x', step 2, has more than the 2 values that the model takes
          {'key':'a','x':[[1,2],[3,null]]}| 26 | 'x', step 2, value 2, is null; give a number (impute it)
          {'key':'a','x':[1,2]}           | 17 | 'x', step 1, is a number; give an array of numbers
          {'key':'a','x':[]}              | 17 | 'x' has no step; give one array of numbers for each
          {'key':'a'}                     | 0  | 'x' is missing; these events have 'key', 'x'
          """)
  void brokenLines(String line, int column, String sentence) throws IOException {
    Path file = folder.resolve("broken.jsonl");
    Files.writeString(file, LINES + line.replace('\'', '"'));
    Path model = save(TestModels.stack(GruSpec.of(2, 3)));
    Sluice call = Sluice.run("features", model, "--input", file);
    String place = file + ":5" + (column > 0 ? ":" + column : "") + ": ";
    assertThat(call.said()).isEqualTo("sluice: " + place + sentence.replace('\'', '"'));
    assertThat(call.exit()).isOne();
    // What came before is answered.
    assertThat(call.out().lines()).hasSize(KEYS.size());
  }

  @Test
  void whatDoesNotFit() throws IOException {
    Path stack = save(TestModels.stack(LstmSpec.of(2, 3)));
    assertThat(Sluice.run("trace", stack, "--input", "-").said())
        .isEqualTo(
            "sluice: "
                + stack
                + " holds a stack of lstm cells, which have other gates; trace shows those of GRUs, features the states of any cell");
    assertThat(Sluice.run("features", stack, "--input", "none.jsonl").said())
        .isEqualTo("sluice: none.jsonl does not exist; check the path");
    Path weather = save(TestModels.weatherAs("temp_max"));
    Path file = weather();
    usage(
        "--time, --group and --missing are for forecasters; this model reads sequences",
        "features",
        stack,
        "--input",
        "x",
        "--time",
        "t");
    assertThat(Sluice.run("features", weather, "--input", file).said())
        .isEqualTo(
            "sluice: this model was not made by sluice train, so it does not say how its file was read; name the time column with --time");
    usage("missing required option: '--input=F'", "features", stack);
    usage(
        "invalid value for option '--pool': expected one of [LAST, MEAN, MAX] (case-insensitive) but was 'sum'",
        "features",
        stack,
        "--input",
        "-",
        "--pool",
        "sum");
    Files.writeString(file, "place,day,temp_max\nRome,2015-12-01,1\nRome,2015-12-02,2\n");
    assertThat(
            Sluice.run("features", weather, "--input", file, "--time", "day", "--group", "place")
                .said())
        .isEqualTo("sluice: group Rome was not in training; known are [Seattle, New York]");
  }

  private static void usage(String sentence, Object... words) {
    Sluice call = Sluice.run(words);
    assertThat(call.said())
        .isEqualTo("sluice: " + sentence + "; see sluice " + words[0] + " --help");
    assertThat(call.exit()).isEqualTo(2);
  }
}
