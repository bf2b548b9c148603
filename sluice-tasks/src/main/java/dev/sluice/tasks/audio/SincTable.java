package dev.sluice.tasks.audio;

/// The low-pass filter that [Resampler]s sample: a sinc under a Kaiser window (Kaiser 1974), on a
/// grid fine enough for straight lines in between (Smith and Gossett 1984).
///
/// ```
/// h(u) = sinc(u) · I₀(β √(1 − (u/Z)²)) / I₀(β),  |u| ≤ Z,  in zero crossings of the sinc
/// ```
///
/// β = 7.857 keeps what lies behind the transition 80 dB down. The transition is `(80 − 8) / (2.285
/// · 2Z)` of π wide, 10.5 % for Z = 48 crossings, so with its middle at 94.5 % of half the lower
/// rate, it ends there, and all below 89 % passes: 3,570 Hz at 8 kHz. A grid of 512 in each
/// crossing errs by at most (π/512)²/24, −116 dB.
final class SincTable {
  /// Z.
  static final int CROSSINGS = 48;

  /// The middle of the transition, as a share of half the lower rate.
  static final double MIDDLE = 0.945;

  private static final int GRID = 512;
  private static final double BETA = 7.857;
  private static final double[] VALUES = values(); // [Z·GRID + 2], zero from Z on

  private SincTable() {}

  private static double[] values() {
    double[] values = new double[CROSSINGS * GRID + 2];
    double all = bessel(BETA);
    for (int i = 0; i < CROSSINGS * GRID; i++) {
      double u = (double) i / GRID;
      double angle = StrictMath.PI * u;
      double share = u / CROSSINGS;
      values[i] =
          (i == 0 ? 1 : StrictMath.sin(angle) / angle)
              * (bessel(BETA * Math.sqrt(1 - share * share)) / all);
    }
    return values;
  }

  /// I₀, by its power series `Σ ((x/2)ʲ / j!)²`.
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int j = 1; term > 1e-20 * sum; j++) {
      term *= x / (2 * j) * (x / (2 * j));
      sum += term;
    }
    return sum;
  }

  /// h at a distance of at most Z.
  static double at(double distance) {
    double place = distance * GRID;
    int i = (int) place;
    return VALUES[i] + (place - i) * (VALUES[i + 1] - VALUES[i]);
  }
}
