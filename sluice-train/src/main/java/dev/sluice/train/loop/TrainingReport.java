package dev.sluice.train.loop;

import java.util.List;

/// What a training run did.
///
/// @param outcome why it ended
/// @param epochs the losses of every finished epoch, those before a resumption included
/// @param bestEpoch the epoch with the lowest validation loss, 0 without validation data
/// @param steps steps taken in all
/// @param seconds of this run, since its start or resumption
public record TrainingReport(
    Outcome outcome, List<EpochLoss> epochs, int bestEpoch, long steps, double seconds) {
  /// Copies the list.
  public TrainingReport {
    epochs = List.copyOf(epochs);
  }
}
