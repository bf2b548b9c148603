package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Overwrite;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.forecast.WeatherDemo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `demo` refuses, it refuses before it trains, in one sentence, and touches nothing.
class DemoCommandTest {
  @TempDir Path folder;

  @Test
  void aPlaceThatIsTaken() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path directory = Files.createDirectory(folder.resolve("directory"));
    Path model = model("m.sluice");
    for (Path taken : List.of(file, directory, model)) {
      refuses(taken + " exists; choose another name or pass --force", "--out", taken);
      refuses(taken + " exists; choose another name or pass --force", "--resume", "--out", taken);
    }
  }

  @Test
  void forceReplacesModelsOnly() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path directory = Files.createDirectory(folder.resolve("directory"));
    Path model = model("m.sluice");
    Path notes = Files.createFile(model.resolve("notes.txt"));
    String kept = " is not a Sluice model and is not replaced; choose another name";
    refuses(file + kept, "--force", "--out", file);
    refuses(directory + kept, "--force", "--out", directory);
    refuses(
        notes
            + " is no part of the model and would be deleted; move it away or choose another name",
        "--force",
        "--out",
        model);
  }

  @Test
  void aPlaceThatCannotBe() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("none/m"));
    Path none = folder.resolve("none");
    String missing = ": cannot be written, the directory %s does not exist; create it";
    refuses(none.resolve("m") + missing.formatted(none), "--out", none.resolve("m"));
    refuses(file.resolve("m") + missing.formatted(file), "--out", file.resolve("m"));
    refuses(link + missing.formatted(none), "--out", link);
    Path root = folder.getRoot();
    refuses(root + " is no place for a model; name a file or directory in it", "--out", root);
  }

  @Test
  void aReportThatCannotBe() throws IOException {
    Path model = folder.resolve("m.sluice");
    Path taken = Files.writeString(folder.resolve("notes.html"), "mine");
    refuses(
        taken + " exists; choose another name or pass --force", "--out", model, "--report", taken);
    refuses(
        taken + " is not a Sluice report and is not replaced; choose another --report",
        "--out",
        model,
        "--report",
        taken,
        "--force");
    Path none = folder.resolve("none");
    refuses(
        "%s: cannot be written, the directory %s does not exist; create it"
            .formatted(none.resolve("r.html"), none),
        "--out",
        model,
        "--report",
        none.resolve("r.html"));
  }

  @Test
  void theDataAlone() {
    Sluice csv = call("--csv");
    assertThat(csv.exit()).isZero();
    assertThat(csv.out())
        .startsWith(
            "location,date,precipitation,temp_max,temp_min,wind,weather\nSeattle,2012-01-01,")
        .hasLineCount(2923);
    assertThat(csv.err()).isEmpty();
  }

  @Test
  void resumingNothing() throws IOException {
    Path model = folder.resolve("m.sluice");
    Path checkpoints = folder.resolve("m.sluice.training");
    String sentence =
        "there is no interrupted training in " + checkpoints + "; run without --resume";
    refuses(sentence, "--resume", "--out", model);
    Files.createDirectory(checkpoints);
    refuses(sentence, "--resume", "--out", model);
  }

  @Test
  void anInterruptedTrainingIsNotThrownAway() throws IOException {
    Path checkpoints = Files.createDirectory(folder.resolve("m.sluice.training"));
    Files.writeString(checkpoints.resolve("checkpoint-5.sluice"), "damaged");
    refuses(
        checkpoints
            + " holds an interrupted training; go on with --resume, or delete it with --force",
        "--out",
        folder.resolve("m.sluice"));
    Files.writeString(checkpoints.resolve("run.txt"), "--seed 7\n");
    refuses(
        "the interrupted training in "
            + checkpoints
            + " was begun with --seed 7, which this command lacks; go on with the same command and data, or begin anew with --force",
        "--resume",
        "--out",
        folder.resolve("m.sluice"));
    Files.writeString(checkpoints.resolve("run.txt"), "");
    Sluice resumed = call("--resume", "--out", folder.resolve("m.sluice"));
    assertThat(resumed.exit()).isOne();
    assertThat(resumed.err()).contains(checkpoints + ": no checkpoint is whole");
  }

  private void refuses(String sentence, Object... options) throws IOException {
    List<Path> before = tree();
    Sluice call = call(options);
    assertThat(call.err().lines().toList().getLast()).isEqualTo("sluice: " + sentence);
    assertThat(call.out()).isEmpty();
    assertThat(call.exit()).isOne();
    assertThat(tree()).isEqualTo(before);
  }

  private static Sluice call(Object... options) {
    return Sluice.run(Stream.concat(Stream.of("demo"), Stream.of(options)).toArray());
  }

  /// A model that has learnt nothing.
  private Path model(String name) {
    Path model = folder.resolve(name);
    WeatherDemo.of(Seed.of(1)).forecaster().freeze().save(model, Overwrite.REFUSE);
    return model;
  }

  private List<Path> tree() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted().toList();
    }
  }
}
