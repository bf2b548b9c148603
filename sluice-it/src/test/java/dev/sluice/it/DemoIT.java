package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonReader;
import dev.sluice.tasks.forecast.ForecastModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first command of the README, whole, and interrupted and resumed.
class DemoIT {
  @TempDir static Path temporary;

  private static Command demo;

  @BeforeAll
  static void demo() throws Exception {
    long start = System.nanoTime();
    demo =
        Command.run(
            temporary,
            Map.of("SLUICE_JAVA", System.getProperty("java.home")),
            List.of(
                Reactor.ROOT.resolve("sluice").toString(),
                "demo",
                "--out",
                "whole.sluice",
                "--report",
                "whole.html"));
    System.out.printf("./sluice demo took %.1f s%n", (System.nanoTime() - start) * 1e-9);
    assertThat(demo.exit()).as(demo.err()).isZero();
  }

  @Test
  void showsTheTableAndTheStream() {
    assertThat(demo.out())
        .containsPattern("method +MAE +RMSE +in 80 % +day 7 +MAE")
        .containsPattern("(?m)^naive +3.57 .* 3.64 ")
        .containsPattern("(?m)^seasonal-naive ")
        .containsPattern("(?m)^linear AR\\(14\\) +2.77 .* 2.97 ")
        .containsPattern("(?m)^GRU ")
        .containsPattern("(?m)^2015-12-31  Seattle .* expected .* next ")
        .containsPattern("(?m)^2015-12-31  New York ");
    assertThat(demo.err()).contains("training [", "100 %").doesNotContain("\r");
  }

  /// The script and the style come out of the jar as they were written.
  @Test
  void writesAReport() throws IOException {
    Path resources = Reactor.ROOT.resolve("sluice-cli/src/main/resources/dev/sluice/cli/report");
    assertThat(Files.readString(temporary.resolve("whole.html")))
        .startsWith("<!doctype html>\n<!-- A report by Sluice. -->\n")
        .contains(Files.readString(resources.resolve("report.js")))
        .contains(Files.readString(resources.resolve("report.css")))
        .contains("\"title\":\"Forecasts of temp_max\"", "\"name\":\"seasonal-naive\"")
        .doesNotContain(temporary.toString(), Reactor.ROOT.toString());
  }

  @Test
  void savesAModelAndNothingElse() {
    Path model = temporary.resolve("whole.sluice");
    assertThat(ForecastModel.load(model).window().horizon()).isEqualTo(7);
    assertThat(temporary.resolve("whole.sluice.training")).doesNotExist();
  }

  /// The line of the README.
  @Test
  void theModelAnswersEvents() throws Exception {
    String event =
        "{\"key\":\"sensor-1\",\"group\":\"Seattle\",\"time\":\"2015-12-31\",\"temp_max\":5.6}";
    String words =
        "echo '%s' | '%s' stream whole.sluice".formatted(event, Reactor.ROOT.resolve("sluice"));
    Command stream =
        Command.run(
            temporary,
            Map.of("SLUICE_JAVA", System.getProperty("java.home")),
            List.of("sh", "-c", words));
    assertThat(stream.out())
        .startsWith(
            "{\"key\":\"sensor-1\",\"time\":\"2015-12-31\",\"forecast\":[{\"time\":\"2016-01-01\",\"point\":")
        .hasLineCount(1);
    assertThat(stream.err()).contains("1 event in ");
    assertThat(stream.exit()).isZero();
  }

  /// Interrupted on scalar kernels, resumed on the best: neither shows in the model.
  @Test
  void ctrlCThenResume() throws Exception {
    Command.Running running = start("a.sluice");
    running.signal(Signal.CTRL_C.name());
    Command interrupted = running.end();
    Path checkpoints = temporary.resolve("a.sluice.training");
    assertThat(interrupted.exit()).as(interrupted.err()).isEqualTo(Signal.CTRL_C.exit());
    assertThat(interrupted.out()).isEmpty();
    assertThat(interrupted.err())
        .contains(
            "sluice: interrupted; the checkpoint is in "
                + checkpoints.toRealPath()
                + ", go on with the same command and --resume");
    assertThat(temporary.resolve("a.sluice")).doesNotExist();

    Command again = run("--out", "a.sluice");
    assertThat(again.exit()).isOne();
    assertThat(again.err()).contains("go on with --resume, or delete it with --force");

    Command other = run("--out", "a.sluice", "--resume", "--seed", "2");
    assertThat(other.exit()).isOne();
    assertThat(other.err()).contains("was begun without --seed 2; go on with the same command");

    Command resumed = run("--out", "a.sluice", "--resume", "--json");
    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("Going on from ").doesNotContain("skipped");
    assertThat(resumed.out().lines()).hasSize(4 * 2 + 7 * 2).allSatisfy(DemoIT::isJsonObject);
    isTheWholeModel("a.sluice");
  }

  @Test
  void killedPolitelyThenResumedBehindADamagedCheckpoint() throws Exception {
    Command.Running running = start("b.sluice");
    running.signal("TERM");
    Command killed = running.end();
    assertThat(killed.exit()).as(killed.err()).isEqualTo(143);
    assertThat(killed.err()).contains("go on with the same command and --resume");

    Path newest = checkpoints("b.sluice").getLast();
    try (var channel = Files.newByteChannel(newest, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
    Command resumed = run("--out", "b.sluice", "--resume");
    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(resumed.err()).containsPattern("sluice: skipped .*" + newest.getFileName());
    isTheWholeModel("b.sluice");
  }

  /// A training that has written a checkpoint: two are there once it is stopped.
  private static Command.Running start(String out) throws Exception {
    List<String> slowly = List.of("-Dsluice.kernels=scalar");
    Command.Running running =
        Command.start(
            temporary, Map.of(), Java.onModulePath(slowly, "demo", "--out", out, "--threads", "1"));
    while (checkpoints(out).isEmpty() && running.process().isAlive()) {
      Thread.sleep(20);
    }
    return running;
  }

  private static Command run(String... options) throws Exception {
    String[] words = Stream.concat(Stream.of("demo"), Stream.of(options)).toArray(String[]::new);
    return Command.run(temporary, Map.of(), Java.onModulePath(List.of(), words));
  }

  /// Those of a model to be, the oldest first.
  private static List<Path> checkpoints(String model) throws IOException {
    Path directory = temporary.resolve(model + ".training");
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("checkpoint-"))
          .sorted((a, b) -> Long.compare(step(a), step(b)))
          .toList();
    }
  }

  private static long step(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().replaceAll("\\D", ""));
  }

  private static void isTheWholeModel(String name) throws IOException {
    for (String file : List.of("config.json", "model.safetensors", "README.md")) {
      assertThat(temporary.resolve(name).resolve(file))
          .hasSameBinaryContentAs(temporary.resolve("whole.sluice").resolve(file));
    }
    assertThat(temporary.resolve(name + ".training")).doesNotExist();
  }

  private static void isJsonObject(String line) {
    assertThat(JsonReader.read(line.getBytes(StandardCharsets.UTF_8), line))
        .isInstanceOf(JsonObject.class);
  }
}
