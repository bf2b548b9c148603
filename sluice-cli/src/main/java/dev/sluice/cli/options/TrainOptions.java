package dev.sluice.cli.options;

import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.loop.Footprint;
import dev.sluice.train.loop.Trainer;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What every training is asked for with: where the model goes, seed, threads, how results are
/// told.
public final class TrainOptions {
  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private SeedOption seed = new SeedOption();
  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Option(
      names = "--dry-run",
      description = "Only say how many parameters, how much memory and time; nothing is written.")
  private boolean dryRun;

  @Option(names = "--json", description = "Results as JSON lines.")
  private boolean json;

  /// Where the model goes.
  public OutputOptions output() {
    return output;
  }

  /// The model's place, which can be written; of no meaning for a dry run.
  ///
  /// @param name what it is called if nothing was said
  public Path directory(String name) {
    return dryRun ? Path.of("") : output.directory(name);
  }

  /// What all that is random depends on.
  public SeedOption seed() {
    return seed;
  }

  /// How many threads compute.
  public int threads() {
    return threads.count();
  }

  /// Whether nothing is trained.
  public boolean dryRun() {
    return dryRun;
  }

  /// Whether results are lines for a program.
  public boolean json() {
    return json;
  }

  /// Tells what a training would take.
  public <B> void estimate(
      Terminal terminal, Trainer<B> trainer, Dataset<B> data, Dataset<B> validation) {
    Footprint footprint = trainer.estimate(data, validation);
    terminal.data(
        json
            ? JsonWriter.compact(
                JsonObject.builder()
                    .put("parameters", footprint.values())
                    .put("memory_bytes", footprint.memory().total())
                    .put("step_seconds", footprint.time().step())
                    .put("epochs", footprint.time().epochs())
                    .build())
            : footprint.toString());
  }

  /// The name of a model of a file: its own, without ending.
  public static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.indexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
