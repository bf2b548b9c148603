package dev.sluice.kernel.vector;

import static dev.sluice.kernel.ScalarMath.FLUSH;
import static dev.sluice.kernel.vector.VectorMath.L;
import static dev.sluice.kernel.vector.VectorMath.S;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.sluice.kernel.ScalarMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The elementwise functions: [VectorMath] over an array.
///
/// The compiler keeps vectors in registers only as long as a method, with all that is inlined into
/// it, stays small, and one of these functions nearly fills it. So what fills no whole vector is
/// left to the scalar twin, which gives the same bits.
final class VectorElementwise {
  private VectorElementwise() {}

  static void exp(int n, float[] x, int xOff, float[] y, int yOff) {
    int full = S.loopBound(n);
    for (int i = 0; i < full; i += L) {
      VectorMath.exp(fromArray(S, x, xOff + i)).intoArray(y, yOff + i);
    }
    for (int i = full; i < n; i++) {
      y[yOff + i] = ScalarMath.exp(x[xOff + i]);
    }
  }

  static void log(int n, float[] x, int xOff, float[] y, int yOff) {
    int full = S.loopBound(n);
    for (int i = 0; i < full; i += L) {
      VectorMath.log(fromArray(S, x, xOff + i)).intoArray(y, yOff + i);
    }
    for (int i = full; i < n; i++) {
      y[yOff + i] = ScalarMath.log(x[xOff + i]);
    }
  }

  static void tanh(int n, float[] x, int xOff, float[] y, int yOff) {
    int full = S.loopBound(n);
    for (int i = 0; i < full; i += L) {
      VectorMath.tanh(fromArray(S, x, xOff + i)).intoArray(y, yOff + i);
    }
    for (int i = full; i < n; i++) {
      y[yOff + i] = ScalarMath.tanh(x[xOff + i]);
    }
  }

  static void sigmoid(int n, float[] x, int xOff, float[] y, int yOff) {
    int full = S.loopBound(n);
    for (int i = 0; i < full; i += L) {
      VectorMath.sigmoid(fromArray(S, x, xOff + i)).intoArray(y, yOff + i);
    }
    for (int i = full; i < n; i++) {
      y[yOff + i] = ScalarMath.sigmoid(x[xOff + i]);
    }
  }

  /// Recurrent states below the bound of `ScalarMath.flush` become 0, in place.
  static void flush(int n, float[] x, int xOff) {
    int full = S.loopBound(n);
    for (int i = 0; i < full; i += L) {
      FloatVector v = fromArray(S, x, xOff + i);
      v.blend(0f, v.abs().compare(LT, FLUSH)).intoArray(x, xOff + i);
    }
    if (full < n) {
      flushRest(n - full, x, xOff + full);
    }
  }

  private static void flushRest(int n, float[] x, int xOff) {
    VectorMask<Float> in = VectorMath.first(n);
    FloatVector v = fromArray(S, x, xOff, in);
    v.blend(0f, v.abs().compare(LT, FLUSH)).intoArray(x, xOff, in);
  }
}
