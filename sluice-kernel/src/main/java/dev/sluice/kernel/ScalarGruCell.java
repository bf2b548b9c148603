package dev.sluice.kernel;

import static dev.sluice.kernel.ScalarMath.flush;
import static dev.sluice.kernel.ScalarMath.sigmoid;
import static dev.sluice.kernel.ScalarMath.tanh;

/// The GRU's gates, forward and backward. Equations, shapes and aliasing: [Kernels].
final class ScalarGruCell {
  private ScalarGruCell() {}

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
      for (int j = 0; j < hidden; j++) {
        float z = sigmoid(gates[g + j]);
        float r = sigmoid(gates[g + hidden + j]);
        float n = tanh(Math.fma(r, u[uOff + s + j], gates[g + 2 * hidden + j]));
        float h = hPrev[hOff + s + j];
        gates[g + j] = z;
        gates[g + hidden + j] = r;
        gates[g + 2 * hidden + j] = n;
        hOut[oOff + s + j] = flush(Math.fma(z, n - h, h));
      }
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
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden;
      int d = dgOff + i * 3 * hidden;
      int s = i * hidden;
      for (int j = 0; j < hidden; j++) {
        float z = gates[g + j];
        float r = gates[g + hidden + j];
        float n = gates[g + 2 * hidden + j];
        float delta = dh[dhOff + s + j];
        float keep = 1f - z;
        float dz = delta * (n - hPrev[hOff + s + j]) * (z * keep);
        float dn = delta * z * Math.fma(-n, n, 1f);
        float dr = dn * u[uOff + s + j] * (r * (1f - r));
        dh[dhOff + s + j] = delta * keep;
        dGates[d + j] = dz;
        dGates[d + hidden + j] = dr;
        dGates[d + 2 * hidden + j] = dn;
        du[duOff + s + j] = dn * r;
      }
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
      for (int j = 0; j < hidden; j++) {
        float z = sigmoid(gates[g + j]);
        float r = sigmoid(gates[g + hidden + j]);
        gates[g + j] = z;
        gates[g + hidden + j] = r;
        rh[rhOff + s + j] = r * hPrev[hOff + s + j];
      }
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
      for (int j = 0; j < hidden; j++) {
        float z = gates[g + j];
        float n = tanh(gates[g + 2 * hidden + j]);
        float h = hPrev[hOff + s + j];
        gates[g + 2 * hidden + j] = n;
        hOut[oOff + s + j] = flush(Math.fma(z, n - h, h));
      }
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
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden;
      int d = dgOff + i * 3 * hidden;
      int s = i * hidden;
      for (int j = 0; j < hidden; j++) {
        float z = gates[g + j];
        float n = gates[g + 2 * hidden + j];
        float delta = dh[dhOff + s + j];
        float keep = 1f - z;
        dGates[d + j] = delta * (n - hPrev[hOff + s + j]) * (z * keep);
        dGates[d + 2 * hidden + j] = delta * z * Math.fma(-n, n, 1f);
        dh[dhOff + s + j] = delta * keep;
      }
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
    for (int i = 0; i < rows; i++) {
      int g = gOff + i * 3 * hidden + hidden;
      int d = dgOff + i * 3 * hidden + hidden;
      int s = i * hidden;
      for (int j = 0; j < hidden; j++) {
        float r = gates[g + j];
        float e = drh[drhOff + s + j];
        dGates[d + j] = e * hPrev[hOff + s + j] * (r * (1f - r));
        dh[dhOff + s + j] = Math.fma(e, r, dh[dhOff + s + j]);
      }
    }
  }
}
