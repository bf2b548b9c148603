package dev.sluice.kernel.vector;

import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.MAX;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Sums along contiguous data in the one fixed order: 16 accumulators, folded +8, +4, +2, +1.
///
/// The 16 accumulators are four vectors of four on every machine: that is as fast as one of
/// sixteen, whose additions would wait for each other, and it is the same code for all widths. The
/// elements after the last whole 16 are added to the accumulators one by one; masked loads of them
/// would be objects each time.
///
/// No method takes a vector, and where there are vectors there is no branch: what the compiler
/// holds for rare it does not inline, and all vectors become objects there. So few elements have
/// methods of their own, and accumulators are taken apart whether or not elements are left.
final class VectorReductions {
  private static final VectorSpecies<Float> Q = FloatVector.SPECIES_128;

  private VectorReductions() {}

  static float sum(int n, float[] x, int xOff) {
    return n < 16 ? sumOfFew(n, x, xOff) : sumOfMany(n, x, xOff);
  }

  private static float sumOfFew(int n, float[] x, int xOff) {
    float l0 = plus(0, 0, n, x, xOff) + plus(0, 8, n, x, xOff);
    float l1 = plus(0, 1, n, x, xOff) + plus(0, 9, n, x, xOff);
    float l2 = plus(0, 2, n, x, xOff) + plus(0, 10, n, x, xOff);
    float l3 = plus(0, 3, n, x, xOff) + plus(0, 11, n, x, xOff);
    l0 += plus(0, 4, n, x, xOff) + plus(0, 12, n, x, xOff);
    l1 += plus(0, 5, n, x, xOff) + plus(0, 13, n, x, xOff);
    l2 += plus(0, 6, n, x, xOff) + plus(0, 14, n, x, xOff);
    l3 += plus(0, 7, n, x, xOff);
    return fold(l0, l1, l2, l3);
  }

  private static float sumOfMany(int n, float[] x, int xOff) {
    FloatVector s0 = FloatVector.zero(Q);
    FloatVector s4 = s0;
    FloatVector s8 = s0;
    FloatVector s12 = s0;
    int i = 0;
    for (; i <= n - 16; i += 16) {
      s0 = s0.add(fromArray(Q, x, xOff + i));
      s4 = s4.add(fromArray(Q, x, xOff + i + 4));
      s8 = s8.add(fromArray(Q, x, xOff + i + 8));
      s12 = s12.add(fromArray(Q, x, xOff + i + 12));
    }
    float l0 = plus(s0.lane(0), i, n, x, xOff) + plus(s8.lane(0), i + 8, n, x, xOff);
    float l1 = plus(s0.lane(1), i + 1, n, x, xOff) + plus(s8.lane(1), i + 9, n, x, xOff);
    float l2 = plus(s0.lane(2), i + 2, n, x, xOff) + plus(s8.lane(2), i + 10, n, x, xOff);
    float l3 = plus(s0.lane(3), i + 3, n, x, xOff) + plus(s8.lane(3), i + 11, n, x, xOff);
    l0 += plus(s4.lane(0), i + 4, n, x, xOff) + plus(s12.lane(0), i + 12, n, x, xOff);
    l1 += plus(s4.lane(1), i + 5, n, x, xOff) + plus(s12.lane(1), i + 13, n, x, xOff);
    l2 += plus(s4.lane(2), i + 6, n, x, xOff) + plus(s12.lane(2), i + 14, n, x, xOff);
    l3 += plus(s4.lane(3), i + 7, n, x, xOff) + s12.lane(3);
    return fold(l0, l1, l2, l3);
  }

  static float sumOfSquares(int n, float[] x, int xOff) {
    return dot(n, x, xOff, x, xOff);
  }

  static float dot(int n, float[] x, int xOff, float[] y, int yOff) {
    return n < 16 ? dotOfFew(n, x, xOff, y, yOff) : dotOfMany(n, x, xOff, y, yOff);
  }

  private static float dotOfFew(int n, float[] x, int xOff, float[] y, int yOff) {
    float l0 = fma(0, 0, n, x, xOff, y, yOff) + fma(0, 8, n, x, xOff, y, yOff);
    float l1 = fma(0, 1, n, x, xOff, y, yOff) + fma(0, 9, n, x, xOff, y, yOff);
    float l2 = fma(0, 2, n, x, xOff, y, yOff) + fma(0, 10, n, x, xOff, y, yOff);
    float l3 = fma(0, 3, n, x, xOff, y, yOff) + fma(0, 11, n, x, xOff, y, yOff);
    l0 += fma(0, 4, n, x, xOff, y, yOff) + fma(0, 12, n, x, xOff, y, yOff);
    l1 += fma(0, 5, n, x, xOff, y, yOff) + fma(0, 13, n, x, xOff, y, yOff);
    l2 += fma(0, 6, n, x, xOff, y, yOff) + fma(0, 14, n, x, xOff, y, yOff);
    l3 += fma(0, 7, n, x, xOff, y, yOff);
    return fold(l0, l1, l2, l3);
  }

  private static float dotOfMany(int n, float[] x, int xOff, float[] y, int yOff) {
    FloatVector s0 = FloatVector.zero(Q);
    FloatVector s4 = s0;
    FloatVector s8 = s0;
    FloatVector s12 = s0;
    int i = 0;
    for (; i <= n - 16; i += 16) {
      s0 = fromArray(Q, x, xOff + i).fma(fromArray(Q, y, yOff + i), s0);
      s4 = fromArray(Q, x, xOff + i + 4).fma(fromArray(Q, y, yOff + i + 4), s4);
      s8 = fromArray(Q, x, xOff + i + 8).fma(fromArray(Q, y, yOff + i + 8), s8);
      s12 = fromArray(Q, x, xOff + i + 12).fma(fromArray(Q, y, yOff + i + 12), s12);
    }
    float l0 = fma(s0.lane(0), i, n, x, xOff, y, yOff);
    float l1 = fma(s0.lane(1), i + 1, n, x, xOff, y, yOff);
    float l2 = fma(s0.lane(2), i + 2, n, x, xOff, y, yOff);
    float l3 = fma(s0.lane(3), i + 3, n, x, xOff, y, yOff);
    l0 += fma(s8.lane(0), i + 8, n, x, xOff, y, yOff);
    l1 += fma(s8.lane(1), i + 9, n, x, xOff, y, yOff);
    l2 += fma(s8.lane(2), i + 10, n, x, xOff, y, yOff);
    l3 += fma(s8.lane(3), i + 11, n, x, xOff, y, yOff);
    float h0 = fma(s4.lane(0), i + 4, n, x, xOff, y, yOff);
    float h1 = fma(s4.lane(1), i + 5, n, x, xOff, y, yOff);
    float h2 = fma(s4.lane(2), i + 6, n, x, xOff, y, yOff);
    float h3 = fma(s4.lane(3), i + 7, n, x, xOff, y, yOff);
    h0 += fma(s12.lane(0), i + 12, n, x, xOff, y, yOff);
    h1 += fma(s12.lane(1), i + 13, n, x, xOff, y, yOff);
    h2 += fma(s12.lane(2), i + 14, n, x, xOff, y, yOff);
    h3 += s12.lane(3);
    return fold(l0 + h0, l1 + h1, l2 + h2, l3 + h3);
  }

  static float max(int n, float[] x, int xOff) {
    int whole = n & -8;
    float m = whole == 0 ? Float.NEGATIVE_INFINITY : maxOfMany(whole, x, xOff);
    for (int i = whole; i < n; i++) {
      m = Math.max(m, x[xOff + i]);
    }
    return m;
  }

  /// @param n a multiple of 8, not 0
  private static float maxOfMany(int n, float[] x, int xOff) {
    FloatVector m0 = FloatVector.broadcast(Q, Float.NEGATIVE_INFINITY);
    FloatVector m4 = m0;
    for (int i = 0; i < n; i += 8) {
      m0 = m0.max(fromArray(Q, x, xOff + i));
      m4 = m4.max(fromArray(Q, x, xOff + i + 4));
    }
    return m0.max(m4).reduceLanes(MAX);
  }

  /// Adds element `i`, if there is one, to its accumulator.
  private static float plus(float sum, int i, int n, float[] x, int xOff) {
    return i < n ? sum + x[xOff + i] : sum;
  }

  private static float fma(float sum, int i, int n, float[] x, int xOff, float[] y, int yOff) {
    return i < n ? Math.fma(x[xOff + i], y[yOff + i], sum) : sum;
  }

  /// `+ 0f` settles a zero's sign, as in the twin.
  private static float fold(float l0, float l1, float l2, float l3) {
    return (l0 + l2) + (l1 + l3) + 0f;
  }
}
