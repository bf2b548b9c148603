package dev.sluice.kernel.vector;

import static dev.sluice.kernel.vector.VectorMath.L;
import static dev.sluice.kernel.vector.VectorMath.S;
import static dev.sluice.kernel.vector.VectorMath.flush;
import static dev.sluice.kernel.vector.VectorMath.sigmoid;
import static dev.sluice.kernel.vector.VectorMath.sigmoidSlope;
import static dev.sluice.kernel.vector.VectorMath.tanh;
import static dev.sluice.kernel.vector.VectorMath.tanhSlope;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The LSTM's gates, forward and backward: the twin of `ScalarLstmCell`. Equations, shapes and aliasing:
/// [dev.sluice.kernel.Kernels].
///
/// Full vectors and the rest of each row apart, as in [VectorGruCell].
final class VectorLstmCell {
  private VectorLstmCell() {}

  static void forward(int rows, int hidden, float[] gates, int gOff, float[] cPrev, int cpOff, float[] cOut, int cOff, float[] tanhC, int tcOff, float[] hOut, int oOff) {
    int full = S.loopBound(hidden);
    for (int row = 0; row < rows; row++) {
      int a = gOff + row * 4 * hidden;
      int s = row * hidden;
      for (int j = 0; j < full; j += L) {
        FloatVector i = sigmoid(fromArray(S, gates, a + j));
        FloatVector f = sigmoid(fromArray(S, gates, a + hidden + j));
        FloatVector g = tanh(fromArray(S, gates, a + 2 * hidden + j));
        FloatVector o = sigmoid(fromArray(S, gates, a + 3 * hidden + j));
        FloatVector c = flush(f.fma(fromArray(S, cPrev, cpOff + s + j), i.mul(g)));
        FloatVector tc = tanh(c);
        i.intoArray(gates, a + j);
        f.intoArray(gates, a + hidden + j);
        g.intoArray(gates, a + 2 * hidden + j);
        o.intoArray(gates, a + 3 * hidden + j);
        c.intoArray(cOut, cOff + s + j);
        tc.intoArray(tanhC, tcOff + s + j);
        FloatVector h = flush(o.mul(tc));
        h.intoArray(hOut, oOff + s + j);
      }
    }
    if (full < hidden) {
      forwardRest(rows, hidden, gates, gOff, cPrev, cpOff, cOut, cOff, tanhC, tcOff, hOut, oOff);
    }
  }

  private static void forwardRest(int rows, int hidden, float[] gates, int gOff, float[] cPrev, int cpOff, float[] cOut, int cOff, float[] tanhC, int tcOff, float[] hOut, int oOff) {
    int j = S.loopBound(hidden);
    VectorMask<Float> in = S.indexInRange(j, hidden);
    for (int row = 0; row < rows; row++) {
      int a = gOff + row * 4 * hidden;
      int s = row * hidden;
      FloatVector i = sigmoid(fromArray(S, gates, a + j, in));
      FloatVector f = sigmoid(fromArray(S, gates, a + hidden + j, in));
      FloatVector g = tanh(fromArray(S, gates, a + 2 * hidden + j, in));
      FloatVector o = sigmoid(fromArray(S, gates, a + 3 * hidden + j, in));
      FloatVector c = flush(f.fma(fromArray(S, cPrev, cpOff + s + j, in), i.mul(g)));
      FloatVector tc = tanh(c);
      i.intoArray(gates, a + j, in);
      f.intoArray(gates, a + hidden + j, in);
      g.intoArray(gates, a + 2 * hidden + j, in);
      o.intoArray(gates, a + 3 * hidden + j, in);
      c.intoArray(cOut, cOff + s + j, in);
      tc.intoArray(tanhC, tcOff + s + j, in);
      FloatVector h = flush(o.mul(tc));
      h.intoArray(hOut, oOff + s + j, in);
    }
  }

  static void backward(int rows, int hidden, float[] gates, int gOff, float[] cPrev, int cpOff, float[] tanhC, int tcOff, float[] dh, int dhOff, float[] dc, int dcOff, float[] dGates, int dgOff) {
    int full = S.loopBound(hidden);
    for (int row = 0; row < rows; row++) {
      int a = gOff + row * 4 * hidden;
      int d = dgOff + row * 4 * hidden;
      int s = row * hidden;
      for (int j = 0; j < full; j += L) {
        FloatVector i = fromArray(S, gates, a + j);
        FloatVector f = fromArray(S, gates, a + hidden + j);
        FloatVector g = fromArray(S, gates, a + 2 * hidden + j);
        FloatVector o = fromArray(S, gates, a + 3 * hidden + j);
        FloatVector tc = fromArray(S, tanhC, tcOff + s + j);
        FloatVector delta = fromArray(S, dh, dhOff + s + j);
        FloatVector e = delta.mul(o).fma(tanhSlope(tc), fromArray(S, dc, dcOff + s + j));
        FloatVector di = e.mul(g).mul(sigmoidSlope(i));
        FloatVector df = e.mul(fromArray(S, cPrev, cpOff + s + j)).mul(sigmoidSlope(f));
        FloatVector dg = e.mul(i).mul(tanhSlope(g));
        FloatVector dOut = delta.mul(tc).mul(sigmoidSlope(o));
        FloatVector carried = e.mul(f);
        di.intoArray(dGates, d + j);
        df.intoArray(dGates, d + hidden + j);
        dg.intoArray(dGates, d + 2 * hidden + j);
        dOut.intoArray(dGates, d + 3 * hidden + j);
        carried.intoArray(dc, dcOff + s + j);
      }
    }
    if (full < hidden) {
      backwardRest(rows, hidden, gates, gOff, cPrev, cpOff, tanhC, tcOff, dh, dhOff, dc, dcOff, dGates, dgOff);
    }
  }

  private static void backwardRest(int rows, int hidden, float[] gates, int gOff, float[] cPrev, int cpOff, float[] tanhC, int tcOff, float[] dh, int dhOff, float[] dc, int dcOff, float[] dGates, int dgOff) {
    int j = S.loopBound(hidden);
    VectorMask<Float> in = S.indexInRange(j, hidden);
    for (int row = 0; row < rows; row++) {
      int a = gOff + row * 4 * hidden;
      int d = dgOff + row * 4 * hidden;
      int s = row * hidden;
      FloatVector i = fromArray(S, gates, a + j, in);
      FloatVector f = fromArray(S, gates, a + hidden + j, in);
      FloatVector g = fromArray(S, gates, a + 2 * hidden + j, in);
      FloatVector o = fromArray(S, gates, a + 3 * hidden + j, in);
      FloatVector tc = fromArray(S, tanhC, tcOff + s + j, in);
      FloatVector delta = fromArray(S, dh, dhOff + s + j, in);
      FloatVector e = delta.mul(o).fma(tanhSlope(tc), fromArray(S, dc, dcOff + s + j, in));
      FloatVector di = e.mul(g).mul(sigmoidSlope(i));
      FloatVector df = e.mul(fromArray(S, cPrev, cpOff + s + j, in)).mul(sigmoidSlope(f));
      FloatVector dg = e.mul(i).mul(tanhSlope(g));
      FloatVector dOut = delta.mul(tc).mul(sigmoidSlope(o));
      FloatVector carried = e.mul(f);
      di.intoArray(dGates, d + j, in);
      df.intoArray(dGates, d + hidden + j, in);
      dg.intoArray(dGates, d + 2 * hidden + j, in);
      dOut.intoArray(dGates, d + 3 * hidden + j, in);
      carried.intoArray(dc, dcOff + s + j, in);
    }
  }
}
