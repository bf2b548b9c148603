package dev.sluice.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.testing.oracle.Differences;
import dev.sluice.testing.oracle.Doubles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Compares an operation with its definition in double, and its gradients with central differences.
final class OpCheck {
  /// Some roundings of a float near 1, relative to the largest value where that is more than 1.
  static final double FORWARD = 2e-6;

  /// Relative to the largest element of the gradient.
  static final double GRADIENT = 1e-4;

  private OpCheck() {}

  static void check(
      Samples samples,
      Function<List<Var>, Var> ours,
      Function<List<Doubles>, Doubles> definition,
      Tensor... inputs) {
    List<Doubles> exact = new ArrayList<>();
    for (Tensor input : inputs) {
      exact.add(doubles(input));
    }
    String what = Arrays.toString(inputs);
    try (Workspace workspace = Workspace.threads(2);
        Tape tape = workspace.record(Seed.of(1))) {
      workspace.compute().arena().poison();
      List<Var> vars = new ArrayList<>();
      for (Tensor input : inputs) {
        vars.add(tape.input(input));
      }
      Var y = ours.apply(vars);
      Doubles expected = definition.apply(exact);
      assertThat(y.shape().dims()).as("shape from %s", what).isEqualTo(expected.shape());
      double scale = Math.max(1, Differences.largest(expected));
      assertThat(Differences.absolute(doubles(y.copy()), expected) / scale)
          .as("forward of %s", what)
          .isLessThanOrEqualTo(FORWARD);
      // Applied twice, so that a gradient that is set instead of added to shows.
      Var again = ours.apply(vars);
      Tensor first = samples.weights(y.shape());
      Tensor second = samples.weights(y.shape());
      Var loss = y.times(tape.constant(first)).sum().plus(again.times(tape.constant(second)).sum());
      Gradients gradients = tape.backward(loss);
      Doubles weights = doubles(first).zip(doubles(second), Double::sum);
      for (int i = 0; i < inputs.length; i++) {
        Doubles slope = Differences.gradient(definition, exact, i, weights);
        Doubles actual = doubles(gradients.of(vars.get(i)));
        // A gradient that is a sum of cancelling terms of order 1 is no better than their rounding.
        if (Differences.absolute(actual, slope) > FORWARD) {
          assertThat(Differences.relative(actual, slope))
              .as("gradient of input %d of %s", i, what)
              .isLessThanOrEqualTo(GRADIENT);
        }
      }
    }
  }

  static Doubles doubles(Tensor tensor) {
    return Doubles.of(tensor.shape().dims(), tensor.data());
  }
}
