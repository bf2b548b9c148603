package dev.sluice.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonReader;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.tasks.series.Window;
import dev.sluice.testing.RandomSeed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a line is, it has one answer, which is JSON, and the stream goes on.
class MutatedEventsTest {
  private static final int LINES = 3000;
  private static final List<String> PIECES =
      List.of(
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "null",
          "NaN",
          "1e999",
          "-",
          "\\u00",
          "\\",
          "\t",
          "9".repeat(1200),
          "0." + "1".repeat(1200),
          "[".repeat(1500),
          "\"" + "k".repeat(300) + "\"",
          "\"group\":\"Seattle\",",
          "{\"wind\":[1,2]}",
          "é",
          "\ud83c\udf27",
          "\\ud83c",
          "/*",
          "#",
          "1e-400",
          "\"time\":\"2015-13-01\"",
          "\u0000");

  private final Random random = new Random(RandomSeed.forClass(MutatedEventsTest.class));

  @TempDir Path folder;

  @Test
  void ofAForecaster() {
    Window window = Window.of(5, 2).target("temp_max").inputs("temp_max", "wind").known("wind");
    Path model = folder.resolve("forecaster");
    TestModels.weather(window, 3, 1, StreamingMode.SLIDING).save(model, Overwrite.REFUSE);
    check(
        model,
        "{\"key\":\"é1\",\"time\":\"2015-12-31\",\"temp_max\":5.6,\"wind\":-1e-3,\"known\":{\"wind\":[0,2.5]}}");
  }

  @Test
  void ofABareStack() {
    Path model = folder.resolve("stack");
    TestModels.stack(GruSpec.of(3, 3)).save(model, Overwrite.REFUSE);
    check(model, "{\"key\":\"a\",\"x\":[0.5,-1.25e0,3]}");
  }

  private void check(Path model, String event) {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    for (int i = 0; i < LINES; i++) {
      input.writeBytes(mutated(event.getBytes(StandardCharsets.UTF_8)));
      input.write('\n');
    }
    Sluice call = Sluice.reading(new ByteArrayInputStream(input.toByteArray()), "stream", model);
    assertThat(call.exit()).as(call.err()).isZero();
    assertThat(call.lines()).hasSize(LINES);
    int refused = 0;
    for (String answer : call.lines()) {
      var json = JsonReader.read(answer.getBytes(StandardCharsets.UTF_8), answer);
      Set<String> members = ((JsonObject) json).members().keySet();
      assertThat(members).containsAnyOf("h", "forecast", "error");
      refused += members.contains("error") ? 1 : 0;
    }
    assertThat(refused).isBetween(LINES / 4, LINES - 1);
  }

  /// One to three pieces put in, or bytes changed or left out.
  private byte[] mutated(byte[] line) {
    byte[] result = line;
    for (int times = random.nextInt(3); times >= 0; times--) {
      int at = random.nextInt(result.length + 1);
      int skipped = Math.min(random.nextInt(3), result.length - at);
      ByteArrayOutputStream changed = new ByteArrayOutputStream();
      changed.write(result, 0, at);
      switch (random.nextInt(3)) {
        case 0 -> changed.writeBytes(piece());
        case 1 -> changed.write(random.nextInt(11, 256)); // no line end
        default -> at += skipped;
      }
      changed.write(result, at, result.length - at);
      result = changed.toByteArray();
    }
    return result;
  }

  private byte[] piece() {
    return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
  }
}
