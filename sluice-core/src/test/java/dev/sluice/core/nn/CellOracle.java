package dev.sluice.core.nn;

import java.util.Map;

/// One cell in double, straight from its equations.
interface CellOracle {
  /// @param x `[I]`
  /// @param state `[P·H]`
  /// @return the new state `[P·H]`
  double[] step(double[] x, double[] state, NoiseOracle noise);

  /// The numbers of one layer, by name.
  record Numbers(Map<String, double[]> byName) {
    double[] of(String name) {
      double[] values = byName.get(name);
      if (values == null) {
        throw new IllegalArgumentException("no parameter " + name + " in " + byName.keySet());
      }
      return values;
    }

    double of(String name, int i) {
      return of(name)[i];
    }

    /// `Σ_k weights[row,k]·v[k]`
    double row(String weights, int row, double... v) {
      double[] w = of(weights);
      double sum = 0;
      for (int k = 0; k < v.length; k++) {
        sum += w[row * v.length + k] * v[k];
      }
      return sum;
    }
  }

  static double activation(Activation kind, double x) {
    return switch (kind) {
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
      case RELU -> Math.max(x, 0);
      case HARD_SIGMOID -> Math.max(0, Math.min(1, 0.2 * x + 0.5));
      case LINEAR -> x;
    };
  }
}
