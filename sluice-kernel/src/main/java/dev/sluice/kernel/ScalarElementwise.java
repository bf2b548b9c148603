package dev.sluice.kernel;

/// The elementwise functions: [ScalarMath] over an array.
final class ScalarElementwise {
  private ScalarElementwise() {}

  static void exp(int n, float[] x, int xOff, float[] y, int yOff) {
    for (int i = 0; i < n; i++) {
      y[yOff + i] = ScalarMath.exp(x[xOff + i]);
    }
  }

  static void log(int n, float[] x, int xOff, float[] y, int yOff) {
    for (int i = 0; i < n; i++) {
      y[yOff + i] = ScalarMath.log(x[xOff + i]);
    }
  }

  static void tanh(int n, float[] x, int xOff, float[] y, int yOff) {
    for (int i = 0; i < n; i++) {
      y[yOff + i] = ScalarMath.tanh(x[xOff + i]);
    }
  }

  static void sigmoid(int n, float[] x, int xOff, float[] y, int yOff) {
    for (int i = 0; i < n; i++) {
      y[yOff + i] = ScalarMath.sigmoid(x[xOff + i]);
    }
  }
}
