package dev.sluice.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Gradients;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Poisoned;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.testing.oracle.Differences;
import dev.sluice.testing.oracle.Doubles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Compares a layer with its definition in double, and the gradients of its inputs and parameters
/// with central differences.
///
/// @param inputs what the layer is applied to
/// @param weights G of the loss `Σ y·G`, in the shape of y
record LayerCheck(Parameters parameters, List<Tensor> inputs, Tensor weights) {
  /// A layer on a tape.
  interface Layer {
    Var of(Tape tape, List<Var> inputs);
  }

  /// @param definition of the inputs and then the parameters in their order
  void check(Layer layer, Function<List<Doubles>, Doubles> definition) {
    List<Doubles> exact = new ArrayList<>();
    inputs.forEach(input -> exact.add(doubles(input)));
    parameters.all().forEach(parameter -> exact.add(doubles(parameter.toTensor())));
    try (Workspace workspace = Poisoned.threads(2);
        Tape tape = workspace.record(Seed.of(1))) {
      List<Var> vars = inputs.stream().map(tape::input).toList();
      Var y = layer.of(tape, vars);
      Doubles expected = definition.apply(exact);
      assertThat(y.shape().dims()).isEqualTo(expected.shape());
      assertThat(Differences.absolute(doubles(y.copy()), expected))
          .as("forward")
          .isLessThanOrEqualTo(OracleCheck.FORWARD);
      Gradients gradients = tape.backward(y.times(tape.constant(weights)).sum());
      List<Tensor> actual = new ArrayList<>();
      vars.forEach(input -> actual.add(gradients.of(input)));
      for (Parameter parameter : parameters.all()) {
        actual.add(gradients.of(parameter));
      }
      for (int i = 0; i < exact.size(); i++) {
        Doubles slope = Differences.gradient(definition, exact, i, doubles(weights));
        assertThat(Differences.relative(doubles(actual.get(i)), slope))
            .as("gradient of number %d of inputs, then parameters", i)
            .isLessThanOrEqualTo(OracleCheck.GRADIENT);
      }
    }
  }

  private static Doubles doubles(Tensor tensor) {
    return Doubles.of(tensor.shape().dims(), tensor.data());
  }
}
