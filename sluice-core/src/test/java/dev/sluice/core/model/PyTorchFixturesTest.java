package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Gradients;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.Bias;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.Gru;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.testing.SharedData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The numbers of `torch.nn.GRU`: outputs, final states and every gradient, of two losses.
class PyTorchFixturesTest {
  private static final String FOLDER = "fixtures/pytorch-gru";

  /// What one run gave: by the fixture's names.
  private record Run(
      Tensor output, Tensor finalState, Tensor input, Tensor h0, Map<String, Tensor> weights) {}

  @TestFactory
  Stream<DynamicTest> numbersOfTorch() {
    List<Fixture> all = Fixture.all(SharedData.require(FOLDER));
    assertThat(all).hasSize(12);
    return all.stream().map(fixture -> DynamicTest.dynamicTest(fixture.id(), () -> check(fixture)));
  }

  private static void check(Fixture fixture) {
    Run output = run(fixture, spec(fixture), "grad.");
    Run last = run(fixture, spec(fixture), "gradhn.");
    double forward =
        Math.max(
            absolute(output.output, fixture.tensor("output")),
            absolute(output.finalState, fixture.state("h_n")));
    assertThat(forward).as("outputs and h_n").isLessThanOrEqualTo(1e-5);
    double gradients =
        Math.max(gradients(fixture, output, "grad."), gradients(fixture, last, "gradhn."));
    System.out.printf(
        "torch %s: forward %.1e absolute, gradients %.1e relative%n", fixture, forward, gradients);
  }

  private static double gradients(Fixture fixture, Run run, String prefix) {
    double worst = relative(prefix + "input", run.input, fixture.tensor(prefix + "input"));
    worst = Math.max(worst, relative(prefix + "h0", run.h0, fixture.state(prefix + "h0")));
    Map<String, Tensor> expected = fixture.weights(prefix);
    assertThat(run.weights.keySet()).isEqualTo(expected.keySet());
    for (Map.Entry<String, Tensor> weight : expected.entrySet()) {
      Tensor actual = run.weights.get(weight.getKey());
      worst = Math.max(worst, relative(prefix + weight.getKey(), actual, weight.getValue()));
    }
    return worst;
  }

  private static GruSpec spec(Fixture fixture) {
    return GruSpec.pytorch(fixture.size("input_size"), fixture.size("hidden_size"))
        .bias(fixture.is("bias") ? Bias.DOUBLE : Bias.NONE)
        .layers(fixture.size("num_layers"))
        .direction(fixture.is("bidirectional") ? Direction.BOTH : Direction.FORWARD);
  }

  private static Run run(Fixture fixture, GruSpec spec, String loss) {
    Parameters loaded =
        Parameters.loaded(TorchTensors.fromFile(spec, "gru", under("gru.", fixture.weights(""))));
    Gru.create(spec, loaded.scope("gru"));
    Parameters parameters = loaded.complete().thaw();
    Gru gru = Gru.create(spec, parameters.scope("gru"));
    Seq input = fixture.seq("input");
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      Var x = tape.input(input.rows());
      Var h0 = tape.input(fixture.state("h0"));
      Recurrent.Unrolled result = gru.unroll(new SeqVar(x, input.lengths()), h0);
      Var weighted =
          loss.equals("grad.")
              ? result.outputs().rows().times(tape.constant(fixture.seq("G").rows()))
              : result.state().times(tape.constant(fixture.state("Gh")));
      Gradients gradients = tape.backward(weighted.sum());
      Map<String, Tensor> weights = new LinkedHashMap<>();
      for (Parameter parameter : parameters.all()) {
        weights.put(parameter.name(), gradients.of(parameter));
      }
      return new Run(
          result.outputs().copy().toPadded(fixture.layout()),
          result.state().copy(),
          Seq.packed(gradients.of(x), input.lengths()).toPadded(fixture.layout()),
          gradients.of(h0),
          // A gradient changes its place and sign exactly as its weight does.
          sorted(strip("gru.", TorchTensors.toFile(spec, "gru", weights)), fixture.weights("")));
    }
  }

  private static Map<String, Tensor> under(String prefix, Map<String, Tensor> tensors) {
    Map<String, Tensor> result = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> result.put(prefix + name, tensor));
    return result;
  }

  private static Map<String, Tensor> strip(String prefix, Map<String, Tensor> tensors) {
    Map<String, Tensor> result = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> result.put(name.substring(prefix.length()), tensor));
    return result;
  }

  private static Map<String, Tensor> sorted(Map<String, Tensor> tensors, Map<String, Tensor> like) {
    assertThat(tensors.keySet()).containsExactlyInAnyOrderElementsOf(like.keySet());
    return tensors;
  }

  private static double absolute(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double worst = 0;
    for (int i = 0; i < expected.data().length; i++) {
      double difference = Math.abs((double) actual.data()[i] - expected.data()[i]);
      worst = difference <= worst ? worst : Double.isNaN(difference) ? 1e9 : difference;
    }
    return worst;
  }

  private static double relative(String name, Tensor actual, Tensor expected) {
    double largest = 1e-3;
    for (float value : expected.data()) {
      largest = Math.max(largest, Math.abs(value));
    }
    double error = absolute(actual, expected) / largest;
    assertThat(error).as(name).isLessThanOrEqualTo(1e-4);
    return error;
  }
}
