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

/// The GRU's gates, forward and backward: the twin of `ScalarGruCell`. Equations, shapes and aliasing: [dev.sluice.kernel.Kernels].
///
/// Each routine has a loop over full vectors, and one over the rest of each row under a mask: one method with both is too large for the
/// compiler to keep vectors in registers.
final class VectorGruCell {
  private VectorGruCell() {}

  static void after(int rows, int hidden, float[] gates, int gOff, float[] u, int uOff, float[] hPrev, int hOff, float[] hOut, int oOff) {
    int full = S.loopBound(hidden);
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden;
      int s = i * hidden;
      for (int j = 0; j < full; j += L) {
        FloatVector z = sigmoid(fromArray(S, gates, g + j));
        FloatVector r = sigmoid(fromArray(S, gates, g + hidden + j));
        FloatVector n = tanh(r.fma(fromArray(S, u, uOff + s + j), fromArray(S, gates, g + 2 * hidden + j)));
        FloatVector h = fromArray(S, hPrev, hOff + s + j);
        z.intoArray(gates, g + j);
        r.intoArray(gates, g + hidden + j);
        n.intoArray(gates, g + 2 * hidden + j);
        FloatVector out = flush(z.fma(n.sub(h), h));
        out.intoArray(hOut, oOff + s + j);
      }
    }
    if (full < hidden) {
      afterRest(rows, hidden, gates, gOff, u, uOff, hPrev, hOff, hOut, oOff);
    }
  }

  private static void afterRest(int rows, int hidden, float[] gates, int gOff, float[] u, int uOff, float[] hPrev, int hOff, float[] hOut, int oOff) {
    int j = S.loopBound(hidden);
    VectorMask<Float> in = S.indexInRange(j, hidden);
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden;
      int s = i * hidden;
      FloatVector z = sigmoid(fromArray(S, gates, g + j, in));
      FloatVector r = sigmoid(fromArray(S, gates, g + hidden + j, in));
      FloatVector n = tanh(r.fma(fromArray(S, u, uOff + s + j, in), fromArray(S, gates, g + 2 * hidden + j, in)));
      FloatVector h = fromArray(S, hPrev, hOff + s + j, in);
      z.intoArray(gates, g + j, in);
      r.intoArray(gates, g + hidden + j, in);
      n.intoArray(gates, g + 2 * hidden + j, in);
      FloatVector out = flush(z.fma(n.sub(h), h));
      out.intoArray(hOut, oOff + s + j, in);
    }
  }

  static void afterBackward(int rows, int hidden, float[] gates, int gOff, float[] u, int uOff, float[] hPrev, int hOff, float[] dh, int dhOff, float[] dGates, int dgOff, float[] du, int duOff) {
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
      afterBackwardRest(rows, hidden, gates, gOff, u, uOff, hPrev, hOff, dh, dhOff, dGates, dgOff, du, duOff);
    }
  }

  private static void afterBackwardRest(int rows, int hidden, float[] gates, int gOff, float[] u, int uOff, float[] hPrev, int hOff, float[] dh, int dhOff, float[] dGates, int dgOff, float[] du, int duOff) {
    int j = S.loopBound(hidden);
    VectorMask<Float> in = S.indexInRange(j, hidden);
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

  static void beforeReset(int rows, int hidden, float[] gates, int gOff, float[] hPrev, int hOff, float[] rh, int rhOff) {
    int full = S.loopBound(hidden);
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden;
      int s = i * hidden;
      for (int j = 0; j < full; j += L) {
        FloatVector z = sigmoid(fromArray(S, gates, g + j));
        FloatVector r = sigmoid(fromArray(S, gates, g + hidden + j));
        z.intoArray(gates, g + j);
        r.intoArray(gates, g + hidden + j);
        FloatVector product = r.mul(fromArray(S, hPrev, hOff + s + j));
        product.intoArray(rh, rhOff + s + j);
      }
    }
    if (full < hidden) {
      beforeResetRest(rows, hidden, gates, gOff, hPrev, hOff, rh, rhOff);
    }
  }

  private static void beforeResetRest(int rows, int hidden, float[] gates, int gOff, float[] hPrev, int hOff, float[] rh, int rhOff) {
    int j = S.loopBound(hidden);
    VectorMask<Float> in = S.indexInRange(j, hidden);
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden;
      int s = i * hidden;
      FloatVector z = sigmoid(fromArray(S, gates, g + j, in));
      FloatVector r = sigmoid(fromArray(S, gates, g + hidden + j, in));
      z.intoArray(gates, g + j, in);
      r.intoArray(gates, g + hidden + j, in);
      FloatVector product = r.mul(fromArray(S, hPrev, hOff + s + j, in));
      product.intoArray(rh, rhOff + s + j, in);
    }
  }

  static void beforeUpdate(int rows, int hidden, float[] gates, int gOff, float[] hPrev, int hOff, float[] hOut, int oOff) {
    int full = S.loopBound(hidden);
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden;
      int s = i * hidden;
      for (int j = 0; j < full; j += L) {
        FloatVector z = fromArray(S, gates, g + j);
        FloatVector n = tanh(fromArray(S, gates, g + 2 * hidden + j));
        FloatVector h = fromArray(S, hPrev, hOff + s + j);
        n.intoArray(gates, g + 2 * hidden + j);
        FloatVector out = flush(z.fma(n.sub(h), h));
        out.intoArray(hOut, oOff + s + j);
      }
    }
    if (full < hidden) {
      beforeUpdateRest(rows, hidden, gates, gOff, hPrev, hOff, hOut, oOff);
    }
  }

  private static void beforeUpdateRest(int rows, int hidden, float[] gates, int gOff, float[] hPrev, int hOff, float[] hOut, int oOff) {
    int j = S.loopBound(hidden);
    VectorMask<Float> in = S.indexInRange(j, hidden);
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden;
      int s = i * hidden;
      FloatVector z = fromArray(S, gates, g + j, in);
      FloatVector n = tanh(fromArray(S, gates, g + 2 * hidden + j, in));
      FloatVector h = fromArray(S, hPrev, hOff + s + j, in);
      n.intoArray(gates, g + 2 * hidden + j, in);
      FloatVector out = flush(z.fma(n.sub(h), h));
      out.intoArray(hOut, oOff + s + j, in);
    }
  }

  static void beforeUpdateBackward(int rows, int hidden, float[] gates, int gOff, float[] hPrev, int hOff, float[] dh, int dhOff, float[] dGates, int dgOff) {
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

  private static void beforeUpdateBackwardRest(int rows, int hidden, float[] gates, int gOff, float[] hPrev, int hOff, float[] dh, int dhOff, float[] dGates, int dgOff) {
    int j = S.loopBound(hidden);
    VectorMask<Float> in = S.indexInRange(j, hidden);
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

  static void beforeResetBackward(int rows, int hidden, float[] gates, int gOff, float[] hPrev, int hOff, float[] drh, int drhOff, float[] dh, int dhOff, float[] dGates, int dgOff) {
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
      beforeResetBackwardRest(rows, hidden, gates, gOff, hPrev, hOff, drh, drhOff, dh, dhOff, dGates, dgOff);
    }
  }

  private static void beforeResetBackwardRest(int rows, int hidden, float[] gates, int gOff, float[] hPrev, int hOff, float[] drh, int drhOff, float[] dh, int dhOff, float[] dGates, int dgOff) {
    int j = S.loopBound(hidden);
    VectorMask<Float> in = S.indexInRange(j, hidden);
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
