package dev.sluice.kernel;

/// Sums along contiguous data in the one fixed order: 16 accumulators, folded +8, +4, +2, +1.
///
/// `…Quarter(l)` runs accumulators `l, l+4, l+8, l+12` side by side and folds them +8, +4; the
/// callers fold +2, +1. That is the whole tree, without an array of accumulators.
final class ScalarReductions {
  private ScalarReductions() {}

  static float sum(int n, float[] x, int xOff) {
    return fold(
        sumQuarter(0, n, x, xOff),
        sumQuarter(1, n, x, xOff),
        sumQuarter(2, n, x, xOff),
        sumQuarter(3, n, x, xOff));
  }

  private static float sumQuarter(int lane, int n, float[] x, int xOff) {
    float s0 = 0f;
    float s4 = 0f;
    float s8 = 0f;
    float s12 = 0f;
    int i = lane;
    for (; i < n - 12; i += 16) {
      s0 += x[xOff + i];
      s4 += x[xOff + i + 4];
      s8 += x[xOff + i + 8];
      s12 += x[xOff + i + 12];
    }
    s0 += i < n ? x[xOff + i] : 0f;
    s4 += i + 4 < n ? x[xOff + i + 4] : 0f;
    s8 += i + 8 < n ? x[xOff + i + 8] : 0f;
    return (s0 + s8) + (s4 + s12);
  }

  static float sumOfSquares(int n, float[] x, int xOff) {
    return dot(n, x, xOff, x, xOff);
  }

  static float dot(int n, float[] x, int xOff, float[] y, int yOff) {
    return fold(
        dotQuarter(0, n, x, xOff, y, yOff),
        dotQuarter(1, n, x, xOff, y, yOff),
        dotQuarter(2, n, x, xOff, y, yOff),
        dotQuarter(3, n, x, xOff, y, yOff));
  }

  private static float dotQuarter(int lane, int n, float[] x, int xOff, float[] y, int yOff) {
    float s0 = 0f;
    float s4 = 0f;
    float s8 = 0f;
    float s12 = 0f;
    int i = lane;
    for (; i < n - 12; i += 16) {
      s0 = Math.fma(x[xOff + i], y[yOff + i], s0);
      s4 = Math.fma(x[xOff + i + 4], y[yOff + i + 4], s4);
      s8 = Math.fma(x[xOff + i + 8], y[yOff + i + 8], s8);
      s12 = Math.fma(x[xOff + i + 12], y[yOff + i + 12], s12);
    }
    s0 = i < n ? Math.fma(x[xOff + i], y[yOff + i], s0) : s0;
    s4 = i + 4 < n ? Math.fma(x[xOff + i + 4], y[yOff + i + 4], s4) : s4;
    s8 = i + 8 < n ? Math.fma(x[xOff + i + 8], y[yOff + i + 8], s8) : s8;
    return (s0 + s8) + (s4 + s12);
  }

  /// The order does not matter here: [Math#max(float, float)] is associative and commutative, NaN
  /// and ±0 included.
  static float max(int n, float[] x, int xOff) {
    float m = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      m = Math.max(m, x[xOff + i]);
    }
    return m;
  }

  /// Adding 0 turns −0 into +0: else a zero's sign would tell how a twin fills up the last 16.
  private static float fold(float q0, float q1, float q2, float q3) {
    return (q0 + q2) + (q1 + q3) + 0f;
  }
}
