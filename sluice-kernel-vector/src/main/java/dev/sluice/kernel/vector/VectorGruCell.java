package dev.sluice.kernel.vector;

import static dev.sluice.kernel.vector.VectorMath.L;
import static dev.sluice.kernel.vector.VectorMath.S;
import static dev.sluice.kernel.vector.VectorMath.sigmoidSlope;
import static dev.sluice.kernel.vector.VectorMath.tanhSlope;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The GRU's gates, forward and backward: the twin of `ScalarGruCell`. Equations, shapes and
/// aliasing: [dev.sluice.kernel.Kernels].
///
/// Forward, a row (which stays in the first cache) is activated in place by [VectorElementwise],
/// and small loops in between combine the gates: the long functions together in one loop would be
/// too large for the compiler.
final class VectorGruCell {
  private VectorGruCell() {}

  static void after(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] u,
      int uOff,
      float[] hPrev,
      int hOff,
      float[] hOut,
      int oOff) {
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden;
      int s = i * hidden;
      VectorElementwise.sigmoid(2 * hidden, gates, g, gates, g);
      candidate(hidden, gates, g + hidden, u, uOff + s);
      VectorElementwise.tanh(hidden, gates, g + 2 * hidden, gates, g + 2 * hidden);
      update(hidden, gates, g, hPrev, hOff + s, hOut, oOff + s);
    }
  }

  /// `p_n := p_n + r·u` for one row; `r` is at `rOff`, `p_n` behind it.
  private static void candidate(int hidden, float[] gates, int rOff, float[] u, int uOff) {
    int pOff = rOff + hidden;
    int j = 0;
    for (; j <= hidden - L; j += L) {
      FloatVector r = fromArray(S, gates, rOff + j);
      r.fma(fromArray(S, u, uOff + j), fromArray(S, gates, pOff + j)).intoArray(gates, pOff + j);
    }
    if (j < hidden) {
      VectorMask<Float> in = VectorMath.first(hidden - j);
      FloatVector r = fromArray(S, gates, rOff + j, in);
      FloatVector p = fromArray(S, gates, pOff + j, in);
      r.fma(fromArray(S, u, uOff + j, in), p).intoArray(gates, pOff + j, in);
    }
  }

  /// `h = h' + z·(n − h')` for one row; `z` is at `zOff`, `n` two rows of `hidden` behind it.
  private static void update(
      int hidden, float[] gates, int zOff, float[] hPrev, int hOff, float[] hOut, int oOff) {
    int nOff = zOff + 2 * hidden;
    int j = 0;
    for (; j <= hidden - L; j += L) {
      FloatVector h = fromArray(S, hPrev, hOff + j);
      FloatVector n = fromArray(S, gates, nOff + j);
      fromArray(S, gates, zOff + j).fma(n.sub(h), h).intoArray(hOut, oOff + j);
    }
    if (j < hidden) {
      VectorMask<Float> in = VectorMath.first(hidden - j);
      FloatVector h = fromArray(S, hPrev, hOff + j, in);
      FloatVector n = fromArray(S, gates, nOff + j, in);
      fromArray(S, gates, zOff + j, in).fma(n.sub(h), h).intoArray(hOut, oOff + j, in);
    }
    VectorElementwise.flush(hidden, hOut, oOff);
  }

  static void afterBackward(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] u,
      int uOff,
      float[] hPrev,
      int hOff,
      float[] dh,
      int dhOff,
      float[] dGates,
      int dgOff,
      float[] du,
      int duOff) {
    int full = S.loopBound(hidden);
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden;
      int d = dgOff + i * 3 * hidden;
      int s = i * hidden;
      for (int j = 0; j < full; j += L) {
        FloatVector z = fromArray(S, gates, g + j);
        FloatVector r = fromArray(S, gates, g + hidden + j);
        FloatVector n = fromArray(S, gates, g + 2 * hidden + j);
        FloatVector delta = fromArray(S, dh, dhOff + s + j);
        FloatVector dz = delta.mul(n.sub(fromArray(S, hPrev, hOff + s + j))).mul(sigmoidSlope(z));
        FloatVector dn = delta.mul(z).mul(tanhSlope(n));
        FloatVector dr = dn.mul(fromArray(S, u, uOff + s + j)).mul(sigmoidSlope(r));
        FloatVector kept = delta.mul(FloatVector.broadcast(S, 1f).sub(z));
        FloatVector dnr = dn.mul(r);
        kept.intoArray(dh, dhOff + s + j);
        dz.intoArray(dGates, d + j);
        dr.intoArray(dGates, d + hidden + j);
        dn.intoArray(dGates, d + 2 * hidden + j);
        dnr.intoArray(du, duOff + s + j);
      }
    }
    if (full < hidden) {
      afterBackwardRest(
          rows, hidden, gates, gOff, u, uOff, hPrev, hOff, dh, dhOff, dGates, dgOff, du, duOff);
    }
  }

  private static void afterBackwardRest(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] u,
      int uOff,
      float[] hPrev,
      int hOff,
      float[] dh,
      int dhOff,
      float[] dGates,
      int dgOff,
      float[] du,
      int duOff) {
    int j = S.loopBound(hidden);
    VectorMask<Float> in = VectorMath.first(hidden - j);
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden;
      int d = dgOff + i * 3 * hidden;
      int s = i * hidden;
      FloatVector z = fromArray(S, gates, g + j, in);
      FloatVector r = fromArray(S, gates, g + hidden + j, in);
      FloatVector n = fromArray(S, gates, g + 2 * hidden + j, in);
      FloatVector delta = fromArray(S, dh, dhOff + s + j, in);
      FloatVector dz = delta.mul(n.sub(fromArray(S, hPrev, hOff + s + j, in))).mul(sigmoidSlope(z));
      FloatVector dn = delta.mul(z).mul(tanhSlope(n));
      FloatVector dr = dn.mul(fromArray(S, u, uOff + s + j, in)).mul(sigmoidSlope(r));
      FloatVector kept = delta.mul(FloatVector.broadcast(S, 1f).sub(z));
      FloatVector dnr = dn.mul(r);
      kept.intoArray(dh, dhOff + s + j, in);
      dz.intoArray(dGates, d + j, in);
      dr.intoArray(dGates, d + hidden + j, in);
      dn.intoArray(dGates, d + 2 * hidden + j, in);
      dnr.intoArray(du, duOff + s + j, in);
    }
  }

  static void beforeReset(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] hPrev,
      int hOff,
      float[] rh,
      int rhOff) {
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden;
      int s = i * hidden;
      VectorElementwise.sigmoid(2 * hidden, gates, g, gates, g);
      product(hidden, gates, g + hidden, hPrev, hOff + s, rh, rhOff + s);
    }
  }

  /// `rh = r·h'` for one row.
  private static void product(
      int hidden, float[] r, int rOff, float[] hPrev, int hOff, float[] rh, int rhOff) {
    int j = 0;
    for (; j <= hidden - L; j += L) {
      fromArray(S, r, rOff + j).mul(fromArray(S, hPrev, hOff + j)).intoArray(rh, rhOff + j);
    }
    if (j < hidden) {
      VectorMask<Float> in = VectorMath.first(hidden - j);
      FloatVector h = fromArray(S, hPrev, hOff + j, in);
      fromArray(S, r, rOff + j, in).mul(h).intoArray(rh, rhOff + j, in);
    }
  }

  static void beforeUpdate(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] hPrev,
      int hOff,
      float[] hOut,
      int oOff) {
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden;
      int s = i * hidden;
      VectorElementwise.tanh(hidden, gates, g + 2 * hidden, gates, g + 2 * hidden);
      update(hidden, gates, g, hPrev, hOff + s, hOut, oOff + s);
    }
  }

  static void beforeUpdateBackward(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] hPrev,
      int hOff,
      float[] dh,
      int dhOff,
      float[] dGates,
      int dgOff) {
    int full = S.loopBound(hidden);
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden;
      int d = dgOff + i * 3 * hidden;
      int s = i * hidden;
      for (int j = 0; j < full; j += L) {
        FloatVector z = fromArray(S, gates, g + j);
        FloatVector n = fromArray(S, gates, g + 2 * hidden + j);
        FloatVector delta = fromArray(S, dh, dhOff + s + j);
        FloatVector dz = delta.mul(n.sub(fromArray(S, hPrev, hOff + s + j))).mul(sigmoidSlope(z));
        FloatVector dn = delta.mul(z).mul(tanhSlope(n));
        FloatVector kept = delta.mul(FloatVector.broadcast(S, 1f).sub(z));
        dz.intoArray(dGates, d + j);
        dn.intoArray(dGates, d + 2 * hidden + j);
        kept.intoArray(dh, dhOff + s + j);
      }
    }
    if (full < hidden) {
      beforeUpdateBackwardRest(rows, hidden, gates, gOff, hPrev, hOff, dh, dhOff, dGates, dgOff);
    }
  }

  private static void beforeUpdateBackwardRest(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] hPrev,
      int hOff,
      float[] dh,
      int dhOff,
      float[] dGates,
      int dgOff) {
    int j = S.loopBound(hidden);
    VectorMask<Float> in = VectorMath.first(hidden - j);
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden;
      int d = dgOff + i * 3 * hidden;
      int s = i * hidden;
      FloatVector z = fromArray(S, gates, g + j, in);
      FloatVector n = fromArray(S, gates, g + 2 * hidden + j, in);
      FloatVector delta = fromArray(S, dh, dhOff + s + j, in);
      FloatVector dz = delta.mul(n.sub(fromArray(S, hPrev, hOff + s + j, in))).mul(sigmoidSlope(z));
      FloatVector dn = delta.mul(z).mul(tanhSlope(n));
      FloatVector kept = delta.mul(FloatVector.broadcast(S, 1f).sub(z));
      dz.intoArray(dGates, d + j, in);
      dn.intoArray(dGates, d + 2 * hidden + j, in);
      kept.intoArray(dh, dhOff + s + j, in);
    }
  }

  static void beforeResetBackward(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] hPrev,
      int hOff,
      float[] drh,
      int drhOff,
      float[] dh,
      int dhOff,
      float[] dGates,
      int dgOff) {
    int full = S.loopBound(hidden);
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden + hidden;
      int d = dgOff + i * 3 * hidden + hidden;
      int s = i * hidden;
      for (int j = 0; j < full; j += L) {
        FloatVector r = fromArray(S, gates, g + j);
        FloatVector e = fromArray(S, drh, drhOff + s + j);
        FloatVector dr = e.mul(fromArray(S, hPrev, hOff + s + j)).mul(sigmoidSlope(r));
        FloatVector sum = e.fma(r, fromArray(S, dh, dhOff + s + j));
        dr.intoArray(dGates, d + j);
        sum.intoArray(dh, dhOff + s + j);
      }
    }
    if (full < hidden) {
      beforeResetBackwardRest(
          rows, hidden, gates, gOff, hPrev, hOff, drh, drhOff, dh, dhOff, dGates, dgOff);
    }
  }

  private static void beforeResetBackwardRest(
      int rows,
      int hidden,
      float[] gates,
      int gOff,
      float[] hPrev,
      int hOff,
      float[] drh,
      int drhOff,
      float[] dh,
      int dhOff,
      float[] dGates,
      int dgOff) {
    int j = S.loopBound(hidden);
    VectorMask<Float> in = VectorMath.first(hidden - j);
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden + hidden;
      int d = dgOff + i * 3 * hidden + hidden;
      int s = i * hidden;
      FloatVector r = fromArray(S, gates, g + j, in);
      FloatVector e = fromArray(S, drh, drhOff + s + j, in);
      FloatVector dr = e.mul(fromArray(S, hPrev, hOff + s + j, in)).mul(sigmoidSlope(r));
      FloatVector sum = e.fma(r, fromArray(S, dh, dhOff + s + j, in));
      dr.intoArray(dGates, d + j, in);
      sum.intoArray(dh, dhOff + s + j, in);
    }
  }
}
