package dev.sluice.tasks.forecast;

/// Empirical quantiles.
final class Quantiles {
  private Quantiles() {}

  /// Linear between order statistics: Hyndman and Fan 1996, definition 7, the default of R and
  /// NumPy.
  ///
  /// @param sorted ascending, at least one value
  /// @param share 0 … 1
  static double of(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
