package dev.sluice.core.nn;

/// ```
/// i = σ(W_i x + U_i h' + b_i)     f = σ(W_f x + U_f h' + b_f)     o = σ(W_o x + U_o h' + b_o)
/// g = tanh(W_g x + U_g h' + b_g)  c = f ⊙ c' + i ⊙ g              h = o ⊙ tanh(c)
/// ```
record LstmOracle(LstmSpec spec, CellOracle.Numbers numbers) implements CellOracle {
  @Override
  public double[] step(double[] x, double[] state, NoiseOracle noise) {
    int h = spec.hiddenSize();
    double[] seen = new double[h];
    for (int j = 0; j < h; j++) {
      seen[j] = state[j] * noise.state(j);
    }
    double[] next = new double[2 * h];
    for (int j = 0; j < h; j++) {
      double i = CellOracle.activation(Activation.SIGMOID, pre(0, j, x, seen));
      double f = CellOracle.activation(Activation.SIGMOID, pre(1, j, x, seen));
      double g = Math.tanh(pre(2, j, x, seen)) * noise.candidate(j);
      double o = CellOracle.activation(Activation.SIGMOID, pre(3, j, x, seen));
      double c = f * state[h + j] + i * g;
      next[j] = noise.zoneout(0, j, state[j], o * Math.tanh(c));
      next[h + j] = noise.zoneout(1, j, state[h + j], c);
    }
    return next;
  }

  private double pre(int gate, int j, double[] x, double[] seen) {
    int row = gate * spec.hiddenSize() + j;
    return numbers.row("input", row, x) + numbers.row("hidden", row, seen) + bias(row);
  }

  private double bias(int row) {
    return switch (spec.bias()) {
      case NONE -> 0;
      case DOUBLE -> numbers.of("bias", row) + numbers.of("bias", 4 * spec.hiddenSize() + row);
      default -> numbers.of("bias", row);
    };
  }
}
