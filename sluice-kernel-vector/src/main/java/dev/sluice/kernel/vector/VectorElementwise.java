package dev.sluice.kernel.vector;

import static dev.sluice.kernel.vector.VectorMath.L;
import static dev.sluice.kernel.vector.VectorMath.S;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.VectorMask;

/// The elementwise functions: [VectorMath] over an array, the rest of a row under a mask.
final class VectorElementwise {
  private VectorElementwise() {}

  static void exp(int n, float[] x, int xOff, float[] y, int yOff) {
    int i = 0;
    for (; i <= n - L; i += L) {
      VectorMath.exp(fromArray(S, x, xOff + i)).intoArray(y, yOff + i);
    }
    if (i < n) {
      VectorMask<Float> in = S.indexInRange(i, n);
      VectorMath.exp(fromArray(S, x, xOff + i, in)).intoArray(y, yOff + i, in);
    }
  }

  static void log(int n, float[] x, int xOff, float[] y, int yOff) {
    int i = 0;
    for (; i <= n - L; i += L) {
      VectorMath.log(fromArray(S, x, xOff + i)).intoArray(y, yOff + i);
    }
    if (i < n) {
      VectorMask<Float> in = S.indexInRange(i, n);
      VectorMath.log(fromArray(S, x, xOff + i, in)).intoArray(y, yOff + i, in);
    }
  }

  static void tanh(int n, float[] x, int xOff, float[] y, int yOff) {
    int i = 0;
    for (; i <= n - L; i += L) {
      VectorMath.tanh(fromArray(S, x, xOff + i)).intoArray(y, yOff + i);
    }
    if (i < n) {
      VectorMask<Float> in = S.indexInRange(i, n);
      VectorMath.tanh(fromArray(S, x, xOff + i, in)).intoArray(y, yOff + i, in);
    }
  }

  static void sigmoid(int n, float[] x, int xOff, float[] y, int yOff) {
    int i = 0;
    for (; i <= n - L; i += L) {
      VectorMath.sigmoid(fromArray(S, x, xOff + i)).intoArray(y, yOff + i);
    }
    if (i < n) {
      VectorMask<Float> in = S.indexInRange(i, n);
      VectorMath.sigmoid(fromArray(S, x, xOff + i, in)).intoArray(y, yOff + i, in);
    }
  }

}
