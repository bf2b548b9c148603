package dev.sluice.kernel.vector;

import static dev.sluice.kernel.ScalarMath.FLUSH;
import static dev.sluice.kernel.vector.VectorMath.L;
import static dev.sluice.kernel.vector.VectorMath.S;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The GRU's gates, forward and backward: the twin of `ScalarGruCell`. Equations, shapes and
/// aliasing: [dev.sluice.kernel.Kernels].
///
/// Forward is a chain of passes over a row, which stays in the nearest cache; [VectorElementwise]
/// says why no vector crosses a call. Each backward routine has a loop over full vectors, and one
/// over the rest of each row under a mask: one method with both is too large for the compiler to
/// keep vectors in registers.
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
      addProduct(hidden, gates, g + hidden, u, uOff + s, gates, g + 2 * hidden);
      VectorElementwise.tanh(hidden, gates, g + 2 * hidden, gates, g + 2 * hidden);
      update(hidden, gates, g, hPrev, hOff + s, hOut, oOff + s);
    }
  }

  /// `c += a·b` with one rounding.
  private static void addProduct(
      int n, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff) {
    int full = S.loopBound(n);
    for (int j = 0; j < full; j += L) {
      FloatVector sum =
          fromArray(S, a, aOff + j).fma(fromArray(S, b, bOff + j), fromArray(S, c, cOff + j));
      sum.intoArray(c, cOff + j);
    }
    if (full < n) {
      VectorMask<Float> in = S.indexInRange(full, n);
      FloatVector sum =
          fromArray(S, a, aOff + full, in)
              .fma(fromArray(S, b, bOff + full, in), fromArray(S, c, cOff + full, in));
      sum.intoArray(c, cOff + full, in);
    }
  }

  /// `h = h' + z·(n − h')`, flushed, for one row.
  private static void update(
      int hidden, float[] gates, int g, float[] hPrev, int hOff, float[] hOut, int oOff) {
    int full = S.loopBound(hidden);
    for (int j = 0; j < full; j += L) {
      FloatVector h = fromArray(S, hPrev, hOff + j);
      FloatVector out =
          fromArray(S, gates, g + j).fma(fromArray(S, gates, g + 2 * hidden + j).sub(h), h);
      out.blend(0f, out.abs().compare(LT, FLUSH)).intoArray(hOut, oOff + j);
    }
    if (full < hidden) {
      VectorMask<Float> in = S.indexInRange(full, hidden);
      FloatVector h = fromArray(S, hPrev, hOff + full, in);
      FloatVector out =
          fromArray(S, gates, g + full, in)
              .fma(fromArray(S, gates, g + 2 * hidden + full, in).sub(h), h);
      out.blend(0f, out.abs().compare(LT, FLUSH)).intoArray(hOut, oOff + full, in);
    }
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
        FloatVector dz =
            delta
                .mul(n.sub(fromArray(S, hPrev, hOff + s + j)))
                .mul(z.mul(FloatVector.broadcast(S, 1f).sub(z)));
        FloatVector dn = delta.mul(z).mul(n.neg().fma(n, FloatVector.broadcast(S, 1f)));
        FloatVector dr =
            dn.mul(fromArray(S, u, uOff + s + j)).mul(r.mul(FloatVector.broadcast(S, 1f).sub(r)));
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
    VectorMask<Float> in = S.indexInRange(j, hidden);
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden;
      int d = dgOff + i * 3 * hidden;
      int s = i * hidden;
      FloatVector z = fromArray(S, gates, g + j, in);
      FloatVector r = fromArray(S, gates, g + hidden + j, in);
      FloatVector n = fromArray(S, gates, g + 2 * hidden + j, in);
      FloatVector delta = fromArray(S, dh, dhOff + s + j, in);
      FloatVector dz =
          delta
              .mul(n.sub(fromArray(S, hPrev, hOff + s + j, in)))
              .mul(z.mul(FloatVector.broadcast(S, 1f).sub(z)));
      FloatVector dn = delta.mul(z).mul(n.neg().fma(n, FloatVector.broadcast(S, 1f)));
      FloatVector dr =
          dn.mul(fromArray(S, u, uOff + s + j, in)).mul(r.mul(FloatVector.broadcast(S, 1f).sub(r)));
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

  /// `c = a·b`
  private static void product(
      int n, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff) {
    int full = S.loopBound(n);
    for (int j = 0; j < full; j += L) {
      fromArray(S, a, aOff + j).mul(fromArray(S, b, bOff + j)).intoArray(c, cOff + j);
    }
    if (full < n) {
      VectorMask<Float> in = S.indexInRange(full, n);
      fromArray(S, a, aOff + full, in)
          .mul(fromArray(S, b, bOff + full, in))
          .intoArray(c, cOff + full, in);
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
        FloatVector dz =
            delta
                .mul(n.sub(fromArray(S, hPrev, hOff + s + j)))
                .mul(z.mul(FloatVector.broadcast(S, 1f).sub(z)));
        FloatVector dn = delta.mul(z).mul(n.neg().fma(n, FloatVector.broadcast(S, 1f)));
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
    VectorMask<Float> in = S.indexInRange(j, hidden);
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden;
      int d = dgOff + i * 3 * hidden;
      int s = i * hidden;
      FloatVector z = fromArray(S, gates, g + j, in);
      FloatVector n = fromArray(S, gates, g + 2 * hidden + j, in);
      FloatVector delta = fromArray(S, dh, dhOff + s + j, in);
      FloatVector dz =
          delta
              .mul(n.sub(fromArray(S, hPrev, hOff + s + j, in)))
              .mul(z.mul(FloatVector.broadcast(S, 1f).sub(z)));
      FloatVector dn = delta.mul(z).mul(n.neg().fma(n, FloatVector.broadcast(S, 1f)));
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
        FloatVector dr =
            e.mul(fromArray(S, hPrev, hOff + s + j))
                .mul(r.mul(FloatVector.broadcast(S, 1f).sub(r)));
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
    VectorMask<Float> in = S.indexInRange(j, hidden);
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden + hidden;
      int d = dgOff + i * 3 * hidden + hidden;
      int s = i * hidden;
      FloatVector r = fromArray(S, gates, g + j, in);
      FloatVector e = fromArray(S, drh, drhOff + s + j, in);
      FloatVector dr =
          e.mul(fromArray(S, hPrev, hOff + s + j, in))
              .mul(r.mul(FloatVector.broadcast(S, 1f).sub(r)));
      FloatVector sum = e.fma(r, fromArray(S, dh, dhOff + s + j, in));
      dr.intoArray(dGates, d + j, in);
      sum.intoArray(dh, dhOff + s + j, in);
    }
  }
}
