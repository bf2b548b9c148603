package dev.sluice.testing.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Gradients by central differences in double: `∂f/∂xᵢ ≈ (f(x+h) − f(x−h))/2h`, wrong by about
/// `h²`.
public final class Differences {
  private static final double STEP = 1e-5;

  private Differences() {}

  /// The gradient of `Σ weights·f(inputs)` with respect to input `which`.
  ///
  /// @param weights as many as f has values
  public static Doubles gradient(
      Function<List<Doubles>, Doubles> f, List<Doubles> inputs, int which, Doubles weights) {
    Doubles x = inputs.get(which);
    double[] gradient = new double[x.values().length];
    for (int i = 0; i < gradient.length; i++) {
      double above = weighted(f, inputs, which, x.moved(i, STEP), weights);
      double below = weighted(f, inputs, which, x.moved(i, -STEP), weights);
      gradient[i] = (above - below) / (2 * STEP);
    }
    return new Doubles(x.shape(), gradient);
  }

  private static double weighted(
      Function<List<Doubles>, Doubles> f,
      List<Doubles> inputs,
      int which,
      Doubles moved,
      Doubles weights) {
    List<Doubles> changed = new ArrayList<>(inputs);
    changed.set(which, moved);
    Doubles y = f.apply(changed);
    return Definitions.sum(y.values().length, i -> weights.values()[i] * y.values()[i]);
  }

  /// The largest difference of two tensors.
  public static double absolute(Doubles actual, Doubles expected) {
    double worst = 0;
    for (int i = 0; i < expected.values().length; i++) {
      double difference = Math.abs(actual.values()[i] - expected.values()[i]);
      worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
    }
    return worst;
  }

  /// The largest difference, relative to the largest expected value or 1e-3.
  public static double relative(Doubles actual, Doubles expected) {
    return absolute(actual, expected) / Math.max(largest(expected), 1e-3);
  }

  /// The largest magnitude.
  public static double largest(Doubles x) {
    return Definitions.max(x.values().length, i -> Math.abs(x.values()[i]));
  }
}
