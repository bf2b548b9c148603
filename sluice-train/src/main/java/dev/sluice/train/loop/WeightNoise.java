package dev.sluice.train.loop;

import dev.sluice.core.tensor.Seed;

/// Gaussian noise on all weights, drawn anew for each step (Graves 2011, "Practical variational
/// inference for neural networks").
///
/// ```
/// w̃ = w + σ·ε       gradients at w̃, the step taken from w
/// ```
///
/// ε is a function of (seed, step, index of the value): nothing to save. It is a sum of random
/// bits, because that is exact and quick where logarithms and cosines are neither: the number of
/// ones among 64 bits (binomial) plus two uniforms (which close the gaps between whole numbers),
/// less the mean 33, divided by the deviation √(16 + 1/6). The density is the binomial's joined by
/// straight lines: mean 0, variance 1, excess kurtosis −0.03, and |ε| below 8.3.
///
/// @param sigma σ, 0 for none
/// @param seed key of this noise alone
record WeightNoise(float sigma, Seed seed) {
  private static final double SCALE = 1 / Math.sqrt(16 + 1.0 / 6);

  /// Adds the noise of `step` to `values`.
  void add(float[] values, long step) {
    Seed key = seed.at(step);
    for (int i = 0; i < values.length; i++) {
      values[i] += sigma * normal(key, i);
    }
  }

  /// Number `i` of the nearly normal numbers of `key`.
  static float normal(Seed key, int i) {
    long uniforms = key.bits(2L * i + 1);
    long ones = Long.bitCount(key.bits(2L * i)) - 33L;
    // In units of 2⁻³², exactly; half of them added because the uniforms are rounded down.
    long sum = (ones << 32) + (uniforms >>> 32) + (uniforms & 0xFFFFFFFFL) + 1;
    return (float) (sum * 0x1p-32 * SCALE);
  }
}
