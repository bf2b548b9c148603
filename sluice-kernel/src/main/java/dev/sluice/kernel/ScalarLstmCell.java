package dev.sluice.kernel;

import static dev.sluice.kernel.ScalarMath.flush;
import static dev.sluice.kernel.ScalarMath.sigmoid;
import static dev.sluice.kernel.ScalarMath.tanh;

/// The LSTM's gates, forward and backward. Equations, shapes and aliasing: [Kernels].
final class ScalarLstmCell {
  private ScalarLstmCell() {}

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
      for (int j = 0; j < hidden; j++) {
        float i = sigmoid(gates[a + j]);
        float f = sigmoid(gates[a + hidden + j]);
        float g = tanh(gates[a + 2 * hidden + j]);
        float o = sigmoid(gates[a + 3 * hidden + j]);
        float c = flush(Math.fma(f, cPrev[cpOff + s + j], i * g));
        float tc = tanh(c);
        gates[a + j] = i;
        gates[a + hidden + j] = f;
        gates[a + 2 * hidden + j] = g;
        gates[a + 3 * hidden + j] = o;
        cOut[cOff + s + j] = c;
        tanhC[tcOff + s + j] = tc;
        hOut[oOff + s + j] = flush(o * tc);
      }
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
    for (int row = 0; row < rows; row++) {
      int a = gOff + row * 4 * hidden;
      int d = dgOff + row * 4 * hidden;
      int s = row * hidden;
      for (int j = 0; j < hidden; j++) {
        float i = gates[a + j];
        float f = gates[a + hidden + j];
        float g = gates[a + 2 * hidden + j];
        float o = gates[a + 3 * hidden + j];
        float tc = tanhC[tcOff + s + j];
        float delta = dh[dhOff + s + j];
        float e = Math.fma(delta * o, Math.fma(-tc, tc, 1f), dc[dcOff + s + j]);
        dGates[d + j] = e * g * (i * (1f - i));
        dGates[d + hidden + j] = e * cPrev[cpOff + s + j] * (f * (1f - f));
        dGates[d + 2 * hidden + j] = e * i * Math.fma(-g, g, 1f);
        dGates[d + 3 * hidden + j] = delta * tc * (o * (1f - o));
        dc[dcOff + s + j] = e * f;
      }
    }
  }
}
