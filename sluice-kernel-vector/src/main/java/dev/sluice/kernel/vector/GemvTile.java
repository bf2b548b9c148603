package dev.sluice.kernel.vector;

import static dev.sluice.kernel.vector.VectorMath.L;
import static dev.sluice.kernel.vector.VectorMath.S;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/// The product of one row with four panels of B side by side: the streaming case.
final class GemvTile {
  private GemvTile() {}

  /// `c[8L] += a[k]·B`; `b` is four panels `[k,2L]`, one after the other.
  static void fourPanels(int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff) {
    FloatVector c0 = fromArray(S, c, cOff);
    FloatVector c1 = fromArray(S, c, cOff + L);
    FloatVector c2 = fromArray(S, c, cOff + 2 * L);
    FloatVector c3 = fromArray(S, c, cOff + 3 * L);
    FloatVector c4 = fromArray(S, c, cOff + 4 * L);
    FloatVector c5 = fromArray(S, c, cOff + 5 * L);
    FloatVector c6 = fromArray(S, c, cOff + 6 * L);
    FloatVector c7 = fromArray(S, c, cOff + 7 * L);
    int panel1 = bOff + k * (2 * L);
    int panel2 = bOff + k * (4 * L);
    int panel3 = bOff + k * (6 * L);
    for (int p = 0; p < k; p++) {
      FloatVector x = broadcast(S, a[aOff + p]);
      int step = p * (2 * L);
      c0 = fromArray(S, b, bOff + step).fma(x, c0);
      c1 = fromArray(S, b, bOff + step + L).fma(x, c1);
      c2 = fromArray(S, b, panel1 + step).fma(x, c2);
      c3 = fromArray(S, b, panel1 + step + L).fma(x, c3);
      c4 = fromArray(S, b, panel2 + step).fma(x, c4);
      c5 = fromArray(S, b, panel2 + step + L).fma(x, c5);
      c6 = fromArray(S, b, panel3 + step).fma(x, c6);
      c7 = fromArray(S, b, panel3 + step + L).fma(x, c7);
    }
    c0.intoArray(c, cOff);
    c1.intoArray(c, cOff + L);
    c2.intoArray(c, cOff + 2 * L);
    c3.intoArray(c, cOff + 3 * L);
    c4.intoArray(c, cOff + 4 * L);
    c5.intoArray(c, cOff + 5 * L);
    c6.intoArray(c, cOff + 6 * L);
    c7.intoArray(c, cOff + 7 * L);
  }
}
