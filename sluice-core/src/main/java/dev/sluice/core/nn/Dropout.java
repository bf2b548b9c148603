package dev.sluice.core.nn;

import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Var;

/// Dropout between layers (Srivastava et al. 2014): in training a value is 0 at probability `rate`,
/// else divided by 1 − `rate`; in inference nothing happens. It has no parameters.
///
/// For dropout inside a recurrence see [RecurrentSpec#recurrentDropout].
///
/// @param rate in `[0,1)`
/// @param mask how often a new mask is drawn for a sequence
public record Dropout(float rate, Mask mask) {
  /// How long a mask holds.
  public enum Mask {
    /// One for each step.
    EACH_STEP,
    /// One for all steps of a sequence (Gal and Ghahramani 2016, arXiv 1512.05287).
    EACH_SEQUENCE
  }

  /// Checks the rate.
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("the rate of dropout lies in [0,1), not " + rate);
    }
  }

  /// A new mask each step.
  public static Dropout of(double rate) {
    return new Dropout((float) rate, Mask.EACH_STEP);
  }

  /// One mask for all steps of a sequence.
  public static Dropout locked(double rate) {
    return new Dropout((float) rate, Mask.EACH_SEQUENCE);
  }

  /// Every row of x by itself.
  public Var forward(Var x) {
    return x.dropout(rate);
  }

  /// Every step; the noise goes with the sample, see [SeqVar#dropout].
  public SeqVar forward(SeqVar x) {
    return mask == Mask.EACH_STEP ? x.dropout(rate) : x.lockedDropout(rate);
  }
}
