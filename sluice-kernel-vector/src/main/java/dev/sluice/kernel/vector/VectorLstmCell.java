package dev.sluice.kernel.vector;

import static dev.sluice.kernel.ScalarMath.FLUSH;
import static dev.sluice.kernel.vector.VectorMath.L;
import static dev.sluice.kernel.vector.VectorMath.S;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The LSTM's gates, forward and backward: the twin of `ScalarLstmCell`. Equations, shapes and
/// aliasing: [dev.sluice.kernel.Kernels].
///
/// Full vectors and the rest of each row apart, as in [VectorGruCell].
final class VectorLstmCell {
  private VectorLstmCell() {}

  static void forward(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] cPrev,
      int cpOff,
      float[] cOut,
      int cOff,
      float[] tanhC,
      int tcOff,
      float[] hOut,
      int oOff) {
    for (int row = 0; row < rows; row++) {
      int a = gOff + row * 4 * hidden;
      int s = row * hidden;
      VectorElementwise.sigmoid(2 * hidden, gates, a, gates, a);
      VectorElementwise.tanh(hidden, gates, a + 2 * hidden, gates, a + 2 * hidden);
      VectorElementwise.sigmoid(hidden, gates, a + 3 * hidden, gates, a + 3 * hidden);
      cell(hidden, gates, a, cPrev, cpOff + s, cOut, cOff + s);
      VectorElementwise.tanh(hidden, cOut, cOff + s, tanhC, tcOff + s);
      output(hidden, gates, a + 3 * hidden, tanhC, tcOff + s, hOut, oOff + s);
    }
  }

  /// `c = f·c' + i·g`, flushed, for one row.
  private static void cell(
      int hidden, float[] gates, int a, float[] cPrev, int cpOff, float[] cOut, int cOff) {
    int full = S.loopBound(hidden);
    for (int j = 0; j < full; j += L) {
      FloatVector ig = fromArray(S, gates, a + j).mul(fromArray(S, gates, a + 2 * hidden + j));
      FloatVector c = fromArray(S, gates, a + hidden + j).fma(fromArray(S, cPrev, cpOff + j), ig);
      c.blend(0f, c.abs().compare(LT, FLUSH)).intoArray(cOut, cOff + j);
    }
    if (full < hidden) {
      VectorMask<Float> in = S.indexInRange(full, hidden);
      FloatVector ig =
          fromArray(S, gates, a + full, in).mul(fromArray(S, gates, a + 2 * hidden + full, in));
      FloatVector c =
          fromArray(S, gates, a + hidden + full, in).fma(fromArray(S, cPrev, cpOff + full, in), ig);
      c.blend(0f, c.abs().compare(LT, FLUSH)).intoArray(cOut, cOff + full, in);
    }
  }

  /// `h = o·tanh(c)`, flushed, for one row.
  private static void output(
      int n, float[] o, int oOff, float[] tanhC, int tcOff, float[] hOut, int hOff) {
    int full = S.loopBound(n);
    for (int j = 0; j < full; j += L) {
      FloatVector h = fromArray(S, o, oOff + j).mul(fromArray(S, tanhC, tcOff + j));
      h.blend(0f, h.abs().compare(LT, FLUSH)).intoArray(hOut, hOff + j);
    }
    if (full < n) {
      VectorMask<Float> in = S.indexInRange(full, n);
      FloatVector h = fromArray(S, o, oOff + full, in).mul(fromArray(S, tanhC, tcOff + full, in));
      h.blend(0f, h.abs().compare(LT, FLUSH)).intoArray(hOut, hOff + full, in);
    }
  }

  static void backward(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] cPrev,
      int cpOff,
      float[] tanhC,
      int tcOff,
      float[] dh,
      int dhOff,
      float[] dc,
      int dcOff,
      float[] dGates,
      int dgOff) {
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
        FloatVector e =
            delta
                .mul(o)
                .fma(
                    tc.neg().fma(tc, FloatVector.broadcast(S, 1f)),
                    fromArray(S, dc, dcOff + s + j));
        FloatVector di = e.mul(g).mul(i.mul(FloatVector.broadcast(S, 1f).sub(i)));
        FloatVector df =
            e.mul(fromArray(S, cPrev, cpOff + s + j))
                .mul(f.mul(FloatVector.broadcast(S, 1f).sub(f)));
        FloatVector dg = e.mul(i).mul(g.neg().fma(g, FloatVector.broadcast(S, 1f)));
        FloatVector dOut = delta.mul(tc).mul(o.mul(FloatVector.broadcast(S, 1f).sub(o)));
        FloatVector carried = e.mul(f);
        di.intoArray(dGates, d + j);
        df.intoArray(dGates, d + hidden + j);
        dg.intoArray(dGates, d + 2 * hidden + j);
        dOut.intoArray(dGates, d + 3 * hidden + j);
        carried.intoArray(dc, dcOff + s + j);
      }
    }
    if (full < hidden) {
      backwardRest(
          rows, hidden, gates, gOff, cPrev, cpOff, tanhC, tcOff, dh, dhOff, dc, dcOff, dGates,
          dgOff);
    }
  }

  private static void backwardRest(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] cPrev,
      int cpOff,
      float[] tanhC,
      int tcOff,
      float[] dh,
      int dhOff,
      float[] dc,
      int dcOff,
      float[] dGates,
      int dgOff) {
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
      FloatVector e =
          delta
              .mul(o)
              .fma(
                  tc.neg().fma(tc, FloatVector.broadcast(S, 1f)),
                  fromArray(S, dc, dcOff + s + j, in));
      FloatVector di = e.mul(g).mul(i.mul(FloatVector.broadcast(S, 1f).sub(i)));
      FloatVector df =
          e.mul(fromArray(S, cPrev, cpOff + s + j, in))
              .mul(f.mul(FloatVector.broadcast(S, 1f).sub(f)));
      FloatVector dg = e.mul(i).mul(g.neg().fma(g, FloatVector.broadcast(S, 1f)));
      FloatVector dOut = delta.mul(tc).mul(o.mul(FloatVector.broadcast(S, 1f).sub(o)));
      FloatVector carried = e.mul(f);
      di.intoArray(dGates, d + j, in);
      df.intoArray(dGates, d + hidden + j, in);
      dg.intoArray(dGates, d + 2 * hidden + j, in);
      dOut.intoArray(dGates, d + 3 * hidden + j, in);
      carried.intoArray(dc, dcOff + s + j, in);
    }
  }
}
