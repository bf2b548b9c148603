package dev.sluice.cli.terminal;

import dev.sluice.core.model.ModelException;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.loop.Checkpoints;
import dev.sluice.train.loop.StopSignal;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.loop.TrainingEvent;
import dev.sluice.train.loop.TrainingReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/// Training at a terminal: progress, stopping with a checkpoint, going on later.
///
/// Checkpoints lie beside the model to be, in `NAME.training`, and are deleted with
/// [#discardCheckpoints] when the model is safe.
public final class Training {
  private static final String IDENTITY = "run.txt";

  private final Terminal terminal;
  private final Path checkpoints;
  private final Start start;
  private final List<String> identity;
  private int epochs;
  private String measure = "";
  private String measured = ""; // at the end of the last epoch

  /// How to begin.
  public enum Start {
    /// From nothing; an interrupted training in the same place is not thrown away.
    NEW,
    /// From nothing, deleting an interrupted training.
    ANEW,
    /// From the checkpoint.
    RESUME
  }

  /// @param model where the model will be
  /// @param identity what a training that goes on must have had, in lines
  public Training(Terminal terminal, Path model, Start start, List<String> identity) {
    Path place = model.toAbsolutePath().normalize();
    this.terminal = terminal;
    this.checkpoints = place.resolveSibling(place.getFileName() + ".training");
    this.start = start;
    this.identity = List.copyOf(identity);
  }

  /// Trains until all is done or `stop` is given, which is explained to the person.
  public <B> TrainingReport run(Trainer<B> trainer, Dataset<B> data, StopSignal stop) {
    return run(
        trainer, stop, () -> start == Start.RESUME ? trainer.resume(data) : trainer.fit(data));
  }

  /// As [#run(Trainer,Dataset,StopSignal)], choosing the epoch by validation data.
  public <B> TrainingReport run(
      Trainer<B> trainer, Dataset<B> data, Dataset<B> validation, StopSignal stop) {
    return run(
        trainer,
        stop,
        () ->
            start == Start.RESUME
                ? trainer.resume(data, validation)
                : trainer.fit(data, validation));
  }

  private <B> TrainingReport run(
      Trainer<B> trainer, StopSignal stop, Supplier<TrainingReport> work) {
    prepare();
    try (Progress progress = new Progress(terminal, "training")) {
      trainer
          .checkpoints(Checkpoints.in(checkpoints))
          .stop(stop)
          .listener(event -> show(event, progress));
      return work.get();
    } finally {
      deleteIfEmpty();
    }
  }

  /// Tells how long it took.
  public void sayTrained(TrainingReport report) {
    terminal.say(
        String.format(
            Locale.ROOT,
            "Trained in %.1f s: %d epochs, of which epoch %d was the best on validation%s.",
            report.seconds(),
            report.epochs().size(),
            report.bestEpoch(),
            told(" by %s %.2f", report.bestMeasure())));
  }

  private String told(String form, OptionalDouble value) {
    return value.isEmpty() ? "" : String.format(Locale.ROOT, form, measure, value.getAsDouble());
  }

  /// Tells how to go on after an interruption.
  public void sayHowToGoOn() {
    terminal.say(
        "sluice: interrupted; the checkpoint is in "
            + checkpoints
            + ", go on with the same command and --resume");
  }

  private void prepare() {
    boolean interrupted = !files().isEmpty();
    if (start == Start.RESUME && !interrupted) {
      throw new ModelException(
          "there is no interrupted training in " + checkpoints + "; run without --resume");
    }
    if (start == Start.NEW && interrupted) {
      throw new ModelException(
          checkpoints
              + " holds an interrupted training; go on with --resume, or delete it with --force");
    }
    if (start == Start.ANEW) {
      discardCheckpoints();
    }
    if (start == Start.RESUME) {
      requireSame();
    }
    try {
      Files.createDirectories(checkpoints);
      Files.write(checkpoints.resolve(IDENTITY), identity);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Checkpoints of other data fit by their shapes, and would make a model of neither.
  private void requireSame() {
    List<String> before;
    try {
      before = Files.readAllLines(checkpoints.resolve(IDENTITY));
    } catch (IOException e) {
      throw new UncheckedIOException(
          checkpoints + " does not say what was trained; begin anew with --force", e);
    }
    String missing = firstMissing(before, identity);
    String added = firstMissing(identity, before);
    if (!missing.isEmpty() || !added.isEmpty()) {
      throw new ModelException(
          "the interrupted training in %s was begun %s; go on with the same command and data, or begin anew with --force"
              .formatted(checkpoints, difference(missing, added)));
    }
  }

  private static String firstMissing(List<String> lines, List<String> others) {
    return lines.stream().filter(line -> !others.contains(line)).findFirst().orElse("");
  }

  private static String difference(String missing, String added) {
    if (missing.isEmpty()) {
      return "without " + added;
    }
    return added.isEmpty()
        ? "with " + missing + ", which this command lacks"
        : "with " + missing + ", this command has " + added;
  }

  private void show(TrainingEvent event, Progress progress) {
    switch (event) {
      case TrainingEvent.Started started -> {
        epochs = started.epochs();
        measure = started.chosenBy().orElse("");
      }
      case TrainingEvent.Resumed resumed -> {
        resumed.skipped().forEach(why -> terminal.say("sluice: skipped " + why));
        terminal.say("Going on from " + resumed.from() + ", step " + resumed.step() + ".");
      }
      case TrainingEvent.Stepped stepped -> {
        TrainingEvent.Progress far = stepped.progress();
        double done = far.total().isPresent() ? (double) far.steps() / far.total().getAsLong() : 0;
        String detail =
            String.format(
                Locale.ROOT,
                "epoch %d/%d  loss %.4f%s  %s steps/s",
                stepped.epoch(),
                epochs,
                stepped.loss(),
                measured,
                pace(far.stepsPerSecond()));
        progress.at(done, detail, far.secondsLeft());
      }
      case TrainingEvent.EpochEnded ended -> measured = told("  %s %.2f", ended.losses().measure());
      case TrainingEvent.RateLowered lowered -> {}
      case TrainingEvent.Parted parted ->
          terminal.say("sluice: " + parted.warning().advice() + ".");
      case TrainingEvent.CheckpointWritten written -> {}
    }
  }

  private static String pace(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%.0f", perSecond);
  }

  /// Deletes the checkpoints: the model has taken their place, or they are not wanted.
  public void discardCheckpoints() {
    try {
      for (Path file : files()) {
        Files.delete(file);
      }
      Files.deleteIfExists(checkpoints.resolve(IDENTITY));
      Files.deleteIfExists(checkpoints);
    } catch (IOException e) {
      terminal.say(
          "sluice: "
              + checkpoints
              + " is no longer needed but could not be deleted: "
              + Failures.sentence(e));
    }
  }

  /// Checkpoints, and what a crash left of them.
  private List<Path> files() {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(checkpoints)) {
      try (var files = Files.newDirectoryStream(checkpoints, "{,.}checkpoint-*")) {
        files.forEach(found::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  /// A training that failed before its first checkpoint leaves nothing behind.
  private void deleteIfEmpty() {
    try {
      if (files().isEmpty()) {
        Files.deleteIfExists(checkpoints.resolve(IDENTITY));
      }
      Files.deleteIfExists(checkpoints);
    } catch (DirectoryNotEmptyException thereIsACheckpoint) {
      return;
    } catch (IOException e) {
      terminal.say("sluice: the empty directory " + checkpoints + " could not be deleted: " + e);
    }
  }
}
