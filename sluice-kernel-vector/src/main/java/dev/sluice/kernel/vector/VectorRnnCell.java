package dev.sluice.kernel.vector;

import static dev.sluice.kernel.ScalarMath.FLUSH;
import static dev.sluice.kernel.vector.VectorMath.L;
import static dev.sluice.kernel.vector.VectorMath.S;
import static dev.sluice.kernel.vector.VectorMath.tanhSlope;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The plain cell, forward and backward: the twin of `ScalarRnnCell`. Equations, shapes and
/// aliasing: [dev.sluice.kernel.Kernels].
final class VectorRnnCell {
  private VectorRnnCell() {}

  static void tanhForward(int n, float[] pre, int pOff, float[] hOut, int oOff) {
    VectorElementwise.tanh(n, pre, pOff, hOut, oOff);
    VectorElementwise.flush(n, hOut, oOff);
  }

  static void tanhBackward(
      int n, float[] h, int hOff, float[] dh, int dhOff, float[] dPre, int dpOff) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector y = fromArray(S, h, hOff + i);
      FloatVector d = fromArray(S, dh, dhOff + i).mul(tanhSlope(y));
      d.intoArray(dPre, dpOff + i);
    }
    if (i < n) {
      VectorMask<Float> in = VectorMath.first(n - i);
      FloatVector y = fromArray(S, h, hOff + i, in);
      FloatVector d = fromArray(S, dh, dhOff + i, in).mul(tanhSlope(y));
      d.intoArray(dPre, dpOff + i, in);
    }
  }

  static void reluForward(int n, float[] pre, int pOff, float[] hOut, int oOff) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector a = fromArray(S, pre, pOff + i);
      FloatVector y = a.blend(0f, a.compare(LT, FLUSH));
      y.intoArray(hOut, oOff + i);
    }
    if (i < n) {
      VectorMask<Float> in = VectorMath.first(n - i);
      FloatVector a = fromArray(S, pre, pOff + i, in);
      FloatVector y = a.blend(0f, a.compare(LT, FLUSH));
      y.intoArray(hOut, oOff + i, in);
    }
  }

  static void reluBackward(
      int n, float[] h, int hOff, float[] dh, int dhOff, float[] dPre, int dpOff) {
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector on = fromArray(S, h, hOff + i);
      FloatVector d = FloatVector.zero(S).blend(fromArray(S, dh, dhOff + i), on.compare(GT, 0f));
      d.intoArray(dPre, dpOff + i);
    }
    if (i < n) {
      VectorMask<Float> in = VectorMath.first(n - i);
      FloatVector on = fromArray(S, h, hOff + i, in);
      FloatVector d =
          FloatVector.zero(S).blend(fromArray(S, dh, dhOff + i, in), on.compare(GT, 0f));
      d.intoArray(dPre, dpOff + i, in);
    }
  }
}
