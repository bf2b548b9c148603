package dev.sluice.cli.report;

import dev.sluice.train.loop.EpochLoss;
import dev.sluice.train.loop.TrainingReport;
import java.util.List;
import java.util.stream.IntStream;

/// The losses of a training.
///
/// @param epochs those that are drawn, by rising number
/// @param bestEpoch the epoch with the lowest validation loss, which is among them; 0 without
///   validation data
/// @param outOf how many epochs there were
public record TrainingCurve(List<EpochLoss> epochs, int bestEpoch, int outOf) {
  /// More epochs than these are thinned out.
  static final int MOST = 500;

  /// Copies the list.
  public TrainingCurve {
    epochs = List.copyOf(epochs);
  }

  /// The curve of a training; of a long one, epochs at equal distances, the last and the best.
  public static TrainingCurve of(TrainingReport report) {
    List<EpochLoss> all = report.epochs();
    int every = Math.max(1, Math.ceilDiv(all.size(), MOST));
    List<EpochLoss> kept =
        IntStream.range(0, all.size())
            .filter(i ->
                i % every == 0 || i == all.size() - 1 || all.get(i).epoch() == report.bestEpoch())
            .mapToObj(all::get)
            .toList();
    return new TrainingCurve(kept, report.bestEpoch(), all.size());
  }
}
