package dev.sluice.tasks.audio;

/// What [FrameMaker]s of one spec share; never changes.
///
/// @param window w [W]
/// @param fft of N
/// @param filters of B bands
/// @param cosines `s_i cos(πi(b + ½)/B)` [C][B]; none without MFCC
record FeatureTables(double[] window, Fft fft, MelFilters filters, double[][] cosines) {
  static FeatureTables of(FeatureSpec spec) {
    double[] window = new double[spec.window()];
    for (int n = 0; n < window.length; n++) {
      window[n] = 0.5 - 0.5 * StrictMath.cos(2 * StrictMath.PI * n / window.length);
    }
    return new FeatureTables(
        window, Fft.of(spec.transform()), MelFilters.of(spec, Warp.NONE), cosines(spec));
  }

  /// The same with bands at other frequencies.
  FeatureTables warped(FeatureSpec spec, Warp warp) {
    return new FeatureTables(window, fft, MelFilters.of(spec, warp), cosines);
  }

  private static double[][] cosines(FeatureSpec spec) {
    if (spec.kind() == FeatureSpec.Kind.LOG_MEL) {
      return new double[0][];
    }
    int bands = spec.bands();
    double[][] cosines = new double[spec.coefficients()][bands];
    for (int i = 0; i < cosines.length; i++) {
      double scale = Math.sqrt((i == 0 ? 1.0 : 2.0) / bands);
      for (int b = 0; b < bands; b++) {
        cosines[i][b] = scale * StrictMath.cos(StrictMath.PI * i * (b + 0.5) / bands);
      }
    }
    return cosines;
  }
}
