package dev.sluice.core.nn;

/// The noise that a recurrent stack is trained with; none of it acts in inference, where zoneout is
/// replaced by its expectation.
///
/// @param dropout rate on the outputs of every layer but the last
/// @param recurrentKind what the recurrent dropout drops
/// @param recurrentRate its rate
/// @param zoneout probability that a unit keeps its old value (Krueger et al. 2017, arXiv
///   1606.01305)
public record Noise(
    float dropout, RecurrentDropout recurrentKind, float recurrentRate, float zoneout) {
  /// No noise.
  public static final Noise OFF = new Noise(0, RecurrentDropout.NONE, 0, 0);

  /// Checks the rates.
  public Noise {
    check("dropout", dropout);
    check("recurrent dropout", recurrentRate);
    check("zoneout", zoneout);
  }

  private static void check(String what, float rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("the rate of " + what + " lies in [0,1), not " + rate);
    }
  }

  /// Whether the recurrence itself is noisy, which takes the general path.
  boolean isRecurrent() {
    return recurrentKind != RecurrentDropout.NONE || zoneout > 0;
  }

  Noise withDropout(float rate) {
    return new Noise(rate, recurrentKind, recurrentRate, zoneout);
  }

  Noise withRecurrent(RecurrentDropout kind, float rate) {
    return new Noise(dropout, kind, rate, zoneout);
  }

  Noise withZoneout(float rate) {
    return new Noise(dropout, recurrentKind, recurrentRate, rate);
  }
}
