package dev.sluice.train.loop;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a training run did.
///
/// @param outcome why it ended
/// @param epochs the losses of every finished epoch, those before a resumption included
/// @param bestEpoch the epoch with the lowest validation loss, or the highest [Measure] where
///   epochs are chosen by one; 0 without validation data
/// @param steps steps taken in all
/// @param seconds of this run, since its start or resumption
public record TrainingReport(
    Outcome outcome, List<EpochLoss> epochs, int bestEpoch, long steps, double seconds) {
  /// Copies the list.
  public TrainingReport {
    epochs = List.copyOf(epochs);
  }

  /// The validation loss of [#bestEpoch]; empty without validation data.
  public OptionalDouble bestLoss() {
    return bestEpoch == 0 ? OptionalDouble.empty() : epochs.get(bestEpoch - 1).validation();
  }

  /// The highest [Measure], that of [#bestEpoch]; empty where epochs are chosen by the loss.
  public OptionalDouble bestMeasure() {
    return bestEpoch == 0 ? OptionalDouble.empty() : epochs.get(bestEpoch - 1).measure();
  }

  /// Where training and validation parted, if they did.
  public Optional<Overfitting> overfitting() {
    return Overfitting.in(epochs);
  }
}
