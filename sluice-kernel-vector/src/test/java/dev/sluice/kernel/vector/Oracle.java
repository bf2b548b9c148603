package dev.sluice.kernel.vector;

/// The cells in double, straight from their equations, for one unit of one sequence; and central
/// differences.
final class Oracle {
  interface Function {
    double at(double[] x);
  }

  private Oracle() {}

  static double sigmoid(double a) {
    return 1 / (1 + Math.exp(-a));
  }

  /// `h` of a GRU, reset after; `x` = a_z, a_r, p_n, u, h'.
  static double gruAfter(double[] x) {
    double z = sigmoid(x[0]);
    double r = sigmoid(x[1]);
    double n = Math.tanh(x[2] + r * x[3]);
    return (1 - z) * x[4] + z * n;
  }

  /// `h` of a GRU's second half, reset before; `x` = a_z, a_n, h'.
  static double gruBefore(double[] x) {
    double z = sigmoid(x[0]);
    return (1 - z) * x[2] + z * Math.tanh(x[1]);
  }

  /// `rh` of a GRU's first half, reset before; `x` = a_r, h'.
  static double resetState(double[] x) {
    return sigmoid(x[0]) * x[1];
  }

  /// `c` of an LSTM; `x` = a_i, a_f, a_g, a_o, c'.
  static double lstmCell(double[] x) {
    return sigmoid(x[1]) * x[4] + sigmoid(x[0]) * Math.tanh(x[2]);
  }

  /// `h` of an LSTM.
  static double lstmOutput(double[] x) {
    return sigmoid(x[3]) * Math.tanh(lstmCell(x));
  }

  /// The derivative of `f` by `x[i]`; in double its error is about 1e-10.
  static double derivative(Function f, double[] x, int i) {
    double step = 1e-5;
    double[] up = x.clone();
    double[] down = x.clone();
    up[i] += step;
    down[i] -= step;
    return (f.at(up) - f.at(down)) / (2 * step);
  }
}
