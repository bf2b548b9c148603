package dev.sluice.cli.options;

import dev.sluice.cli.terminal.Failures;
import dev.sluice.cli.terminal.Interrupt;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.cli.terminal.Training;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.core.tensor.Seed;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.loop.Footprint;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.loop.TrainingReport;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What every training is asked for with: where the model goes, seed, threads, how results are
/// told.
public final class TrainOptions {
  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  private CommandLine.Model.CommandSpec spec;

  @Mixin private OutputOptions output = new OutputOptions();
  @Mixin private SeedOption seed = new SeedOption();
  @Mixin private ThreadsOption threads = new ThreadsOption();

  @Option(
      names = "--patience",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description =
          "Stop when no epoch was better on validation than the best for N epochs. Default: all epochs; those parameters are kept that were best.")
  private @Nullable Integer patience;

  @Option(
      names = "--dry-run",
      description = "Only say how many parameters, how much memory and time; nothing is written.")
  private boolean dryRun;

  @Option(names = "--json", description = "Results as JSON lines.")
  private boolean json;

  /// What is done with a model that is there.
  public Overwrite overwrite() {
    return output.overwrite();
  }

  /// The model's place, which can be written; of no meaning for a dry run.
  ///
  /// @param name what it is called if nothing was said
  public Path directory(String name) {
    return dryRun ? Path.of("") : output.directory(name);
  }

  /// What all that is random depends on.
  public Seed seed() {
    return seed.seed();
  }

  /// How many threads compute.
  public int threads() {
    return threads.count();
  }

  /// Whether results are lines for a program.
  public boolean json() {
    return json;
  }

  /// Trains, or tells what that would take; and answers with the exit code.
  ///
  /// @param directory where the model goes
  /// @param finish scores the network, saves the model in `directory` and tells the scores
  public <B> int run(
      Terminal terminal,
      Path directory,
      Trainer<B> whole,
      Dataset<B> data,
      Dataset<B> validation,
      Consumer<TrainingReport> finish) {
    Trainer<B> trainer = patience == null ? whole : whole.patience(patience);
    if (dryRun) {
      estimate(terminal, trainer.estimate(data, validation));
      return 0;
    }
    Training training =
        new Training(terminal, directory, output.start(), RunIdentity.of(spec.commandLine()));
    try (Interrupt interrupt = new Interrupt()) {
      TrainingReport report = training.run(trainer, data, validation, interrupt.signal());
      if (interrupt.signal().isRequested()) {
        training.sayHowToGoOn();
        return Failures.INTERRUPTED;
      }
      training.sayTrained(report);
      finish.accept(report);
    }
    training.discardCheckpoints();
    terminal.say("The model is in " + directory + ".");
    return 0;
  }

  private void estimate(Terminal terminal, Footprint footprint) {
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
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.gz$", "");
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
