package dev.sluice.core.nn;

import java.util.Arrays;

/// ```
/// z = σ(W_z x + U_z h' + b_z)
/// r = σ(W_r x + U_r h' + b_r)
/// n = tanh(W_n x + U_n (r ⊙ h') + b_n)             or, reset after the matmul,
/// n = tanh(W_n x + b_n + r ⊙ (U_n h' + b_hn))
/// h = (1 − z) ⊙ h' + z ⊙ n
/// ```
record GruOracle(GruSpec spec, CellOracle.Numbers numbers, Mutant mutant) implements CellOracle {
  /// What one step computes before the update, each `[H]`.
  record Gates(double[] update, double[] reset, double[] candidate) {}

  Gates gates(double[] x, double[] state, NoiseOracle noise) {
    int h = spec.hiddenSize();
    double[] seen = new double[h];
    Arrays.setAll(seen, j -> state[j] * noise.state(j));
    double[] inputGates = norm("input_gates", part("input", 0, 2 * h, x));
    double[] hiddenGates = norm("hidden_gates", part("hidden", 0, 2 * h, seen));
    double[] z = new double[h];
    double[] r = new double[h];
    for (int j = 0; j < h; j++) {
      z[j] = gate(0, j, inputGates[j] + hiddenGates[j]);
      r[j] = gate(1, j, inputGates[h + j] + hiddenGates[h + j]);
    }
    if (mutant == Mutant.SWAPPED_GATES) {
      double[] swapped = z;
      z = r;
      r = swapped;
    }
    double[] n = candidate(x, seen, r);
    for (int j = 0; j < h; j++) {
      n[j] *= noise.candidate(j);
    }
    return new Gates(z, r, n);
  }

  @Override
  public double[] step(double[] x, double[] state, NoiseOracle noise) {
    int h = spec.hiddenSize();
    Gates gates = gates(x, state, noise);
    double[] next = new double[h];
    for (int j = 0; j < h; j++) {
      double z = gates.update[j];
      double n = gates.candidate[j];
      double keep = mutant == Mutant.NO_CARRY ? 0 : 1 - z;
      double fresh =
          mutant == Mutant.FLIPPED_UPDATE ? z * state[j] + (1 - z) * n : keep * state[j] + z * n;
      next[j] = noise.zoneout(0, j, state[j], fresh);
    }
    return next;
  }

  private double gate(int gate, int j, double preActivation) {
    return CellOracle.activation(
        spec.gate(), preActivation + inputBias(gate, j) + hiddenBias(gate, j));
  }

  private double[] candidate(double[] x, double[] seen, double[] r) {
    int h = spec.hiddenSize();
    boolean after = (spec.reset() == Reset.AFTER_MATMUL) != (mutant == Mutant.MOVED_RESET);
    double[] reset = new double[h];
    Arrays.setAll(reset, j -> after ? seen[j] : r[j] * seen[j]);
    double[] fromInput = norm("input_candidate", part("input", 2 * h, h, x));
    double[] fromState = norm("hidden_candidate", part("hidden", 2 * h, h, reset));
    double[] n = new double[h];
    for (int j = 0; j < h; j++) {
      double u = fromState[j] + hiddenBias(2, j);
      double a = fromInput[j] + inputBias(2, j) + (after ? r[j] * u : u);
      n[j] = CellOracle.activation(spec.candidate(), a);
    }
    return n;
  }

  private double[] part(String weights, int unit, int count, double... v) {
    double[] product = new double[count];
    Arrays.setAll(product, j -> numbers.row(weights, unit + j, v));
    return product;
  }

  private double[] norm(String part, double[] a) {
    if (spec.norm() == Norm.NONE) {
      return a;
    }
    double mean = Arrays.stream(a).sum() / a.length;
    double variance = Arrays.stream(a).map(v -> (v - mean) * (v - mean)).sum() / a.length;
    double[] result = new double[a.length];
    for (int j = 0; j < a.length; j++) {
      double standard = (a[j] - mean) / Math.sqrt(variance + 1e-5f);
      result[j] =
          numbers.of("norm." + part + ".gain", j) * standard
              + numbers.of("norm." + part + ".bias", j);
    }
    return result;
  }

  /// b of W x.
  private double inputBias(int gate, int j) {
    return spec.bias() == Bias.NONE ? 0 : numbers.of("bias", gate * spec.hiddenSize() + j);
  }

  /// b of U h'.
  private double hiddenBias(int gate, int j) {
    int h = spec.hiddenSize();
    if (mutant == Mutant.NO_CANDIDATE_BIAS && gate == 2) {
      return 0;
    }
    return switch (spec.bias()) {
      case NONE, INPUT -> 0;
      case INPUT_AND_CANDIDATE -> gate == 2 ? numbers.of("bias", 3 * h + j) : 0;
      case DOUBLE ->
          mutant == Mutant.WRONG_BIAS_SUM && gate < 2 ? 0 : numbers.of("bias", (3 + gate) * h + j);
    };
  }
}
