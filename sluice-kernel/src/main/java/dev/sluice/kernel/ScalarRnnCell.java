package dev.sluice.kernel;

import static dev.sluice.kernel.ScalarMath.flush;
import static dev.sluice.kernel.ScalarMath.tanh;

/// The plain cell, forward and backward. Equations, shapes and aliasing: [Kernels].
final class ScalarRnnCell {
  private ScalarRnnCell() {}

  static void tanhForward(int n, float[] pre, int pOff, float[] hOut, int oOff) {
    for (int i = 0; i < n; i++) {
      hOut[oOff + i] = flush(tanh(pre[pOff + i]));
    }
  }

  static void tanhBackward(
      int n, float[] h, int hOff, float[] dh, int dhOff, float[] dPre, int dpOff) {
    for (int i = 0; i < n; i++) {
      float y = h[hOff + i];
      dPre[dpOff + i] = dh[dhOff + i] * Math.fma(-y, y, 1f);
    }
  }

  /// One comparison does both: what is negative and what is to be flushed lies below the threshold,
  /// and NaN does not.
  static void reluForward(int n, float[] pre, int pOff, float[] hOut, int oOff) {
    for (int i = 0; i < n; i++) {
      float a = pre[pOff + i];
      hOut[oOff + i] = a < ScalarMath.FLUSH ? 0f : a;
    }
  }

  static void reluBackward(
      int n, float[] h, int hOff, float[] dh, int dhOff, float[] dPre, int dpOff) {
    for (int i = 0; i < n; i++) {
      dPre[dpOff + i] = h[hOff + i] > 0f ? dh[dhOff + i] : 0f;
    }
  }
}
