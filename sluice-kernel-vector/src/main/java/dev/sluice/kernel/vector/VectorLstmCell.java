package dev.sluice.kernel.vector;

import static dev.sluice.kernel.vector.VectorMath.L;
import static dev.sluice.kernel.vector.VectorMath.S;
import static dev.sluice.kernel.vector.VectorMath.sigmoidSlope;
import static dev.sluice.kernel.vector.VectorMath.tanhSlope;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The LSTM's gates, forward and backward: the twin of `ScalarLstmCell`. Equations, shapes and
/// aliasing: [dev.sluice.kernel.Kernels].
///
/// Activations and combining loops alternate row by row, for the reason given at [VectorGruCell].
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
      int g = a + 2 * hidden;
      int o = a + 3 * hidden;
      // One call of each function for both places: with two, the compiler would now and then have
      // inlined too much to inline the last, whose vectors would then be objects.
      for (int pass = 0; pass < 2; pass++) {
        boolean first = pass == 0;
        if (!first) {
          cell(hidden, gates, a, cPrev, cpOff + s, cOut, cOff + s);
        }
        int sigmoids = first ? a : o;
        VectorElementwise.sigmoid(first ? 2 * hidden : hidden, gates, sigmoids, gates, sigmoids);
        VectorElementwise.tanh(
            hidden,
            first ? gates : cOut,
            first ? g : cOff + s,
            first ? gates : tanhC,
            first ? g : tcOff + s);
      }
      output(hidden, gates, o, tanhC, tcOff + s, hOut, oOff + s);
    }
  }

  /// `c = f·c' + i·g` for one row; `i` is at `iOff`, `f` and `g` behind it.
  private static void cell(
      int hidden, float[] gates, int iOff, float[] cPrev, int cpOff, float[] cOut, int cOff) {
    int fOff = iOff + hidden;
    int gOff = fOff + hidden;
    int j = 0;
    for (; j <= hidden - L; j += L) {
      FloatVector added = fromArray(S, gates, iOff + j).mul(fromArray(S, gates, gOff + j));
      FloatVector f = fromArray(S, gates, fOff + j);
      f.fma(fromArray(S, cPrev, cpOff + j), added).intoArray(cOut, cOff + j);
    }
    if (j < hidden) {
      VectorMask<Float> in = VectorMath.first(hidden - j);
      FloatVector added = fromArray(S, gates, iOff + j, in).mul(fromArray(S, gates, gOff + j, in));
      FloatVector f = fromArray(S, gates, fOff + j, in);
      f.fma(fromArray(S, cPrev, cpOff + j, in), added).intoArray(cOut, cOff + j, in);
    }
    VectorElementwise.flush(hidden, cOut, cOff);
  }

  /// `h = o·tanh(c)` for one row.
  private static void output(
      int hidden, float[] o, int off, float[] tanhC, int tcOff, float[] hOut, int hOff) {
    int j = 0;
    for (; j <= hidden - L; j += L) {
      FloatVector tc = fromArray(S, tanhC, tcOff + j);
      fromArray(S, o, off + j).mul(tc).intoArray(hOut, hOff + j);
    }
    if (j < hidden) {
      VectorMask<Float> in = VectorMath.first(hidden - j);
      FloatVector tc = fromArray(S, tanhC, tcOff + j, in);
      fromArray(S, o, off + j, in).mul(tc).intoArray(hOut, hOff + j, in);
    }
    VectorElementwise.flush(hidden, hOut, hOff);
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
    VectorMask<Float> in = VectorMath.first(hidden - j);
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
