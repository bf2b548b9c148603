package dev.sluice.tasks.audio;

/// Frequencies as a longer or shorter vocal tract has them (vocal tract length perturbation, Jaitly
/// and Hinton 2013): bands are read at w(f) in place of f, and pitch and time stay as they are.
///
/// ```
/// w(f) = α f                                 up to f₀ = ¾ F min(1, 1/α)
/// w(f) = a straight line from there to F     F: the highest frequency, which stays
/// ```
///
/// @param percent 100 α, in [70, 140]: above 100 bands move up, and a high voice is seen as a lower
///   one
public record Warp(int percent) {
  /// Frequencies as they are.
  public static final Warp NONE = new Warp(100);

  private static final int LEAST = 70;
  private static final int GREATEST = 140;
  private static final double STRAIGHT = 0.75;

  /// @throws IllegalArgumentException if it is outside its range
  public Warp {
    if (percent < LEAST || percent > GREATEST) {
      throw new IllegalArgumentException(
          "a warp of %d %%; warps lie in [%d, %d]".formatted(percent, LEAST, GREATEST));
    }
  }

  /// Where a frequency goes.
  ///
  /// @param hertz at most the spec's highest
  double of(double hertz, FeatureSpec spec) {
    if (percent == 100) {
      return hertz;
    }
    double factor = percent / 100.0;
    double highest = spec.highest();
    double straight = STRAIGHT * highest * Math.min(1, 1 / factor);
    if (hertz <= straight) {
      return factor * hertz;
    }
    double slope = (highest - factor * straight) / (highest - straight);
    return highest - slope * (highest - hertz);
  }
}
