package dev.sluice.tasks.speech.decode;

/// Sums of probabilities that are kept as logarithms.
final class Sums {
  private Sums() {}

  /// ln(eˣ + eʸ)
  static double add(double x, double y) {
    double most = Math.max(x, y);
    double least = Math.min(x, y);
    return least == Double.NEGATIVE_INFINITY
        ? most
        : most + StrictMath.log1p(StrictMath.exp(least - most));
  }
}
