package dev.sluice.kernel.vector;

import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.MAX;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Sums along contiguous data in the one fixed order: 16 accumulators, folded +8, +4, +2, +1.
///
/// The 16 accumulators are four vectors of four on every machine: that is as fast as one of
/// sixteen, whose additions would wait for each other, and it is the same code for all widths.
/// Missing elements of the last 16 are read as 0, which can change nothing but a zero's sign; the
/// final `+ 0f` of both twins settles that.
final class VectorReductions {
  private static final VectorSpecies<Float> Q = FloatVector.SPECIES_128;

  private VectorReductions() {}

  static float sum(int n, float[] x, int xOff) {
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
    if (i < n) {
      s0 = s0.add(rest(i, n, x, xOff));
      s4 = s4.add(rest(i + 4, n, x, xOff));
      s8 = s8.add(rest(i + 8, n, x, xOff));
      s12 = s12.add(rest(i + 12, n, x, xOff));
    }
    return fold(s0, s4, s8, s12);
  }

  static float sumOfSquares(int n, float[] x, int xOff) {
    return dot(n, x, xOff, x, xOff);
  }

  static float dot(int n, float[] x, int xOff, float[] y, int yOff) {
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
    if (i < n) {
      s0 = rest(i, n, x, xOff).fma(rest(i, n, y, yOff), s0);
      s4 = rest(i + 4, n, x, xOff).fma(rest(i + 4, n, y, yOff), s4);
      s8 = rest(i + 8, n, x, xOff).fma(rest(i + 8, n, y, yOff), s8);
      s12 = rest(i + 12, n, x, xOff).fma(rest(i + 12, n, y, yOff), s12);
    }
    return fold(s0, s4, s8, s12);
  }

  static float max(int n, float[] x, int xOff) {
    FloatVector m0 = FloatVector.broadcast(Q, Float.NEGATIVE_INFINITY);
    FloatVector m4 = m0;
    int i = 0;
    for (; i <= n - 8; i += 8) {
      m0 = m0.max(fromArray(Q, x, xOff + i));
      m4 = m4.max(fromArray(Q, x, xOff + i + 4));
    }
    float m = m0.max(m4).reduceLanes(MAX);
    for (; i < n; i++) {
      m = Math.max(m, x[xOff + i]);
    }
    return m;
  }

  private static FloatVector rest(int i, int n, float[] x, int xOff) {
    VectorMask<Float> in = Q.indexInRange(Math.min(i, n), n);
    return fromArray(Q, x, xOff + i, in);
  }

  private static float fold(FloatVector s0, FloatVector s4, FloatVector s8, FloatVector s12) {
    FloatVector s = s0.add(s8).add(s4.add(s12));
    return (s.lane(0) + s.lane(2)) + (s.lane(1) + s.lane(3)) + 0f;
  }
}
