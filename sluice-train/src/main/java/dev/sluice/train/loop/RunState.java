package dev.sluice.train.loop;

import dev.sluice.train.optim.Plateau;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Where a run stands: all counters, and the best and the averaged values so far.
final class RunState {
  int epoch; // finished epochs
  long batch; // finished batches of the epoch that is running
  long step; // finished steps
  double lossSum; // of the running epoch, weighted
  double weightSum;
  final List<EpochLoss> history = new ArrayList<>();
  int bestEpoch; // counted from 1; 0 for none
  float @Nullable [] bestValues;
  Plateau.Standing plateau = Plateau.Standing.START;
  @Nullable Average average; // null where none is kept

  void batchDone(double loss, double weight) {
    step++;
    batch++;
    lossSum += loss * weight;
    weightSum += weight;
  }

  /// @param measure what epochs are chosen by, if not by the loss
  /// @param values what was validated, copied if it is the best
  void epochDone(OptionalDouble validation, OptionalDouble measure, float[] values) {
    epoch++;
    double train = lossSum / Math.max(weightSum, Double.MIN_NORMAL);
    EpochLoss losses = new EpochLoss(epoch, train, validation, measure);
    history.add(losses);
    batch = 0;
    lossSum = 0;
    weightSum = 0;
    if (validation.orElse(Double.NaN) < Double.POSITIVE_INFINITY // no NaN is ever the best
        && (bestEpoch == 0 || losses.isBetterThan(history.get(bestEpoch - 1)))) {
      bestEpoch = epoch;
      bestValues = values.clone();
    }
  }

  /// Whether no epoch was better than the best for `patience` epochs.
  boolean isStale(int patience) {
    return bestEpoch > 0 && epoch - bestEpoch >= patience;
  }
}
