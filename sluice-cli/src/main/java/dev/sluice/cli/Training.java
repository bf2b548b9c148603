package dev.sluice.cli;

import dev.sluice.core.model.ModelException;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.loop.Checkpoints;
import dev.sluice.train.loop.Outcome;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.loop.TrainingEvent;
import dev.sluice.train.loop.TrainingReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Training at a terminal: progress, Ctrl-C with a checkpoint, going on later.
///
/// Checkpoints lie beside the model to be, in `NAME.training`, and are deleted with
/// [#discardCheckpoints] when the model is safe.
final class Training {
  private final Terminal terminal;
  private final Path model;
  private final Path checkpoints;
  private final Start start;
  private int epochs;

  /// How to begin.
  enum Start {
    /// From nothing; an interrupted training in the same place is not thrown away.
    NEW,
    /// From nothing, deleting an interrupted training.
    ANEW,
    /// From the checkpoint.
    RESUME
  }

  Training(Terminal terminal, Path model, Start start) {
    this.terminal = terminal;
    this.model = model;
    this.checkpoints = model.resolveSibling(model.getFileName() + ".training");
    this.start = start;
  }

  <B> TrainingReport run(Trainer<B> trainer, Dataset<B> data) {
    prepare();
    try (Interrupt interrupt = new Interrupt();
        Progress progress = new Progress(terminal, "training")) {
      trainer
          .checkpoints(Checkpoints.in(checkpoints))
          .stop(interrupt.signal())
          .listener(event -> show(event, progress));
      TrainingReport report = start == Start.RESUME ? trainer.resume(data) : trainer.fit(data);
      if (report.outcome() == Outcome.INTERRUPTED) {
        terminal.say("");
        terminal.say(
            "sluice: interrupted after step "
                + report.steps()
                + "; the checkpoint is in "
                + checkpoints
                + ", go on with --resume --out "
                + model);
      }
      return report;
    }
  }

  private void prepare() {
    boolean there = Files.isDirectory(checkpoints);
    if (start == Start.RESUME && !there) {
      throw new ModelException(
          "there is no interrupted training in " + checkpoints + "; run without --resume");
    }
    if (start == Start.NEW && there) {
      throw new ModelException(
          checkpoints
              + " holds an interrupted training; go on with --resume, or delete it with --force");
    }
    if (start == Start.ANEW && there) {
      discardCheckpoints();
    }
    try {
      Files.createDirectories(checkpoints);
    } catch (IOException e) {
      throw new UncheckedIOException(checkpoints + " cannot be made: " + e.getMessage(), e);
    }
  }

  private void show(TrainingEvent event, Progress progress) {
    switch (event) {
      case TrainingEvent.Started started -> epochs = started.epochs();
      case TrainingEvent.Resumed resumed -> {
        terminal.say("Going on from " + resumed.from() + ", step " + resumed.step() + ".");
        resumed.skipped().forEach(terminal::say);
      }
      case TrainingEvent.Stepped stepped -> {
        TrainingEvent.Progress far = stepped.progress();
        double done = far.total().isPresent() ? (double) far.steps() / far.total().getAsLong() : 0;
        progress.at(
            done,
            String.format(
                Locale.ROOT,
                "epoch %d/%d  loss %.4f  %.0f steps/s",
                stepped.epoch(),
                epochs,
                stepped.loss(),
                far.stepsPerSecond()));
      }
      case TrainingEvent.EpochEnded ended -> {}
      case TrainingEvent.CheckpointWritten written -> {}
    }
  }

  /// Deletes the checkpoints: the model has taken their place.
  void discardCheckpoints() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(checkpoints, "checkpoint-*")) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.deleteIfExists(checkpoints);
    } catch (IOException e) {
      terminal.say("sluice: " + checkpoints + " could not be deleted: " + e.getMessage());
    }
  }
}
