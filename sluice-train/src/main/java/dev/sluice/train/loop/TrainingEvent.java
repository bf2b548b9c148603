package dev.sluice.train.loop;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What a [Listener] hears.
public sealed interface TrainingEvent {
  /// Training begins.
  ///
  /// @param values the number of parameter values
  /// @param epochs how many epochs it may take
  /// @param stepsPerEpoch empty where only reading all data would tell
  /// @param chosenBy the name of the [Measure] that epochs are chosen by; empty for the loss
  record Started(int values, int epochs, OptionalLong stepsPerEpoch, Optional<String> chosenBy)
      implements TrainingEvent {}

  /// Training goes on from a checkpoint; comes before [Started].
  ///
  /// @param from its file
  /// @param step steps done before
  /// @param skipped why newer files were not taken, one sentence each; tell the user
  record Resumed(Path from, long step, List<String> skipped) implements TrainingEvent {
    /// Copies the list.
    public Resumed {
      skipped = List.copyOf(skipped);
    }
  }

  /// A step was taken.
  ///
  /// @param step counted from 1
  /// @param epoch counted from 1
  /// @param loss of its batch, before the step
  /// @param gradientNorm before clipping
  /// @param rate the learning rate
  /// @param progress how far and how fast
  record Stepped(
      long step, int epoch, float loss, float gradientNorm, double rate, Progress progress)
      implements TrainingEvent {}

  /// An epoch has ended.
  ///
  /// @param losses of the epoch
  /// @param bestEpoch the best so far, 0 without validation data
  /// @param progress how far and how fast
  record EpochEnded(EpochLoss losses, int bestEpoch, Progress progress) implements TrainingEvent {}

  /// The validation loss has stopped falling, and a [dev.sluice.train.optim.Plateau] has lowered
  /// the rate.
  ///
  /// @param epoch the epoch that has ended
  /// @param scale what the schedule's rate is multiplied by from now on
  record RateLowered(int epoch, double scale) implements TrainingEvent {}

  /// Training and validation have parted; at most once in a run.
  ///
  /// @param warning what has happened; tell the user its advice
  record Parted(Overfitting warning) implements TrainingEvent {}

  /// A checkpoint was written.
  ///
  /// @param directory where
  /// @param step steps done
  record CheckpointWritten(Path directory, long step) implements TrainingEvent {}

  /// How far and how fast.
  ///
  /// @param steps steps done, those before a resumption included
  /// @param total steps in all if every epoch is taken, where known
  /// @param stepsPerSecond of this run; validation and checkpoints included
  record Progress(long steps, OptionalLong total, double stepsPerSecond) {
    /// Seconds until every epoch is taken, where known.
    public OptionalDouble secondsLeft() {
      return total.isEmpty() || stepsPerSecond <= 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(Math.max(0, total.getAsLong() - steps) / stepsPerSecond);
    }
  }
}
