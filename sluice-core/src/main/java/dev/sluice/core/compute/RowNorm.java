package dev.sluice.core.compute;

import dev.sluice.kernel.CheckedKernels;

/// Layer normalisation of one row of n values (Ba et al. 2016, arXiv 1607.06450), for whole
/// sequences and single steps alike.
///
/// ```
/// μ = Σx/n    σ² = Σ(x−μ)²/n    s = 1/√(σ²+ε)    x̂ = (x−μ)·s    y = gain·x̂ + bias
/// ```
public final class RowNorm {
  private RowNorm() {}

  /// `hat = (x − μ)·s`.
  ///
  /// @param x `[n]`
  /// @param hat `[n]`, may be `x`
  /// @return s
  public static float normalise(
      CheckedKernels kernels, float epsilon, int n, float[] x, int xOff, float[] hat, int hOff) {
    float mean = kernels.sum(n, x, xOff) / n;
    for (int j = 0; j < n; j++) {
      hat[hOff + j] = x[xOff + j] - mean;
    }
    float variance = kernels.sumOfSquares(n, hat, hOff) / n;
    float s = 1f / (float) Math.sqrt(variance + epsilon);
    for (int j = 0; j < n; j++) {
      hat[hOff + j] *= s;
    }
    return s;
  }

  /// `y = gain·hat + bias`, with one rounding.
  ///
  /// @param gain `[n]` at `gOff`; `bias` likewise
  /// @param y `[n]`, may be `hat`
  public static void scale(
      int n,
      float[] hat,
      int hOff,
      float[] gain,
      int gOff,
      float[] bias,
      int bOff,
      float[] y,
      int yOff) {
    for (int j = 0; j < n; j++) {
      y[yOff + j] = Math.fma(gain[gOff + j], hat[hOff + j], bias[bOff + j]);
    }
  }
}
