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

    /// `Σ_k weights[row,k]·v[k]`, in four sums side by side, or each addition would wait for the
    /// one before.
    double row(String weights, int row, double... v) {
      double[] w = of(weights);
      int from = row * v.length;
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int k = 0;
      for (; k + 3 < v.length; k += 4) {
        s0 += w[from + k] * v[k];
        s1 += w[from + k + 1] * v[k + 1];
        s2 += w[from + k + 2] * v[k + 2];
        s3 += w[from + k + 3] * v[k + 3];
      }
      for (; k < v.length; k++) {
        s0 += w[from + k] * v[k];
      }
      return s0 + s1 + s2 + s3;
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
