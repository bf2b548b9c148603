package dev.sluice.core.nn;

/// `h = tanh(W x + U h' + b)`, or relu.
record RnnOracle(RnnSpec spec, CellOracle.Numbers numbers) implements CellOracle {
  @Override
  public double[] step(double[] x, double[] state, NoiseOracle noise) {
    int h = spec.hiddenSize();
    double[] seen = new double[h];
    for (int j = 0; j < h; j++) {
      seen[j] = state[j] * noise.state(j);
    }
    double[] next = new double[h];
    for (int j = 0; j < h; j++) {
      double bias =
          switch (spec.bias()) {
            case NONE -> 0;
            case DOUBLE -> numbers.of("bias", j) + numbers.of("bias", h + j);
            default -> numbers.of("bias", j);
          };
      double a = numbers.row("input", j, x) + numbers.row("hidden", j, seen) + bias;
      double fresh = CellOracle.activation(spec.activation(), a) * noise.candidate(j);
      next[j] = noise.zoneout(0, j, state[j], fresh);
    }
    return next;
  }
}
