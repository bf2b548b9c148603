package dev.sluice.train.optim;

/// Lowers the learning rate when the validation loss has stopped falling: after `patience` epochs
/// in a row without a new best, the rate of the schedule is multiplied by `factor` once more.
///
/// A validation loss is a new best when it lies below the best so far by more than `threshold`
/// times that one's size. The count of epochs begins again after each reduction.
///
/// @param factor in `(0, 1)`; 0.5 or 0.1 are usual
/// @param patience epochs, at least 1
/// @param threshold relative, 0 or more
/// @param lowest all factors together do not get below this
public record Plateau(double factor, int patience, double threshold, double lowest) {
  /// Checks the numbers.
  public Plateau {
    if (!(factor > 0 && factor < 1)) {
      throw new IllegalArgumentException("a plateau's factor lies in (0, 1), not " + factor);
    }
    if (patience < 1) {
      throw new IllegalArgumentException("a plateau's patience is at least 1, not " + patience);
    }
    Check.inside("a plateau's threshold", threshold, 1);
    Check.inside("a plateau's lowest factor", lowest, 1);
  }

  /// With a threshold of 1e-4 and a lowest factor of 1e-4.
  public static Plateau of(double factor, int patience) {
    return new Plateau(factor, patience, 1e-4, 1e-4);
  }

  /// With another threshold.
  public Plateau threshold(double relative) {
    return new Plateau(factor, patience, relative, lowest);
  }

  /// With another lowest factor.
  public Plateau lowest(double value) {
    return new Plateau(factor, patience, threshold, value);
  }

  /// Where a run stands on the way to its next reduction.
  ///
  /// @param scale all factors so far together, 1 at the beginning
  /// @param best the lowest validation loss so far, infinite at the beginning
  /// @param epochs epochs since then, or since the last reduction
  public record Standing(double scale, double best, int epochs) {
    /// The beginning.
    public static final Standing START = new Standing(1, Double.POSITIVE_INFINITY, 0);
  }

  /// Where the run stands after another epoch.
  public Standing next(Standing standing, double validation) {
    double best = standing.best();
    if (best == Double.POSITIVE_INFINITY || validation < best - threshold * Math.abs(best)) {
      return new Standing(standing.scale(), validation, 0);
    }
    int epochs = standing.epochs() + 1;
    return epochs < patience
        ? new Standing(standing.scale(), best, epochs)
        : new Standing(Math.max(lowest, standing.scale() * factor), best, 0);
  }
}
