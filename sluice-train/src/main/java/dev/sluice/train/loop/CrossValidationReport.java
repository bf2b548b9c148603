package dev.sluice.train.loop;

import java.util.List;

/// What a cross-validation has found.
///
/// The loss of a fold is that of its best epoch, chosen with the same data that it measures: a
/// little too good. Train one epoch count that was chosen elsewhere to be free of that, and take
/// the last of `folds().get(i).epochs()`.
///
/// @param folds a report for each fold, in order; after an interruption fewer than there are folds
public record CrossValidationReport(List<TrainingReport> folds) {
  /// Copies the list.
  public CrossValidationReport {
    folds = List.copyOf(folds);
  }

  /// The validation loss of each fold's best epoch.
  ///
  /// @throws IllegalStateException if a fold was interrupted
  public double[] losses() {
    for (int fold = 0; fold < folds.size(); fold++) {
      if (folds.get(fold).outcome() == Outcome.INTERRUPTED) {
        throw new IllegalStateException(
            "fold " + fold + " was interrupted: its loss is not known; run the folds again");
      }
    }
    return folds.stream().mapToDouble(report -> report.bestLoss().orElseThrow()).toArray();
  }

  /// The mean of [#losses].
  public double mean() {
    double sum = 0;
    for (double loss : losses()) {
      sum += loss;
    }
    return sum / folds.size();
  }

  /// The standard deviation of [#losses] between folds, with k−1 in the denominator. Folds share
  /// training data, so it says how much they differ, not how sure the mean is.
  public double deviation() {
    double mean = mean();
    double sum = 0;
    for (double loss : losses()) {
      sum += (loss - mean) * (loss - mean);
    }
    return Math.sqrt(sum / (folds.size() - 1));
  }
}
