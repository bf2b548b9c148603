package dev.sluice.kernel.vector;

import static dev.sluice.kernel.vector.VectorMath.L;
import static dev.sluice.kernel.vector.VectorMath.S;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/// The product of one row with two panels of B side by side: the streaming case.
final class GemvTile {
  private GemvTile() {}

  /// `c[6L] += a[k]·B`; `b` is two panels `[k,3L]`, one after the other.
  static void twoPanels(int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff) {
    FloatVector c0 = fromArray(S, c, cOff);
    FloatVector c1 = fromArray(S, c, cOff + L);
    FloatVector c2 = fromArray(S, c, cOff + 2 * L);
    FloatVector c3 = fromArray(S, c, cOff + 3 * L);
    FloatVector c4 = fromArray(S, c, cOff + 4 * L);
    FloatVector c5 = fromArray(S, c, cOff + 5 * L);
    int second = bOff + k * (3 * L);
    for (int p = 0; p < k; p++) {
      int bp = bOff + p * (3 * L);
      int bq = second + p * (3 * L);
      FloatVector x = broadcast(S, a[aOff + p]);
      c0 = fromArray(S, b, bp).fma(x, c0);
      c1 = fromArray(S, b, bp + L).fma(x, c1);
      c2 = fromArray(S, b, bp + 2 * L).fma(x, c2);
      c3 = fromArray(S, b, bq).fma(x, c3);
      c4 = fromArray(S, b, bq + L).fma(x, c4);
      c5 = fromArray(S, b, bq + 2 * L).fma(x, c5);
    }
    c0.intoArray(c, cOff);
    c1.intoArray(c, cOff + L);
    c2.intoArray(c, cOff + 2 * L);
    c3.intoArray(c, cOff + 3 * L);
    c4.intoArray(c, cOff + 4 * L);
    c5.intoArray(c, cOff + 5 * L);
  }
}
