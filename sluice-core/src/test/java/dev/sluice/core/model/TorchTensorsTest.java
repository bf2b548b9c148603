package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.nn.Activation;
import dev.sluice.core.nn.Bias;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.InitialState;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Merge;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentDropout;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Names, order and polarity in files: torch's where torch computes the same, else names it
/// refuses.
class TorchTensorsTest {
  private static final GruSpec GRU = GruSpec.pytorch(2, 3);

  static Stream<Arguments> variants() {
    return Stream.of(
        Arguments.of(GRU.layers(2).direction(Direction.BOTH).dropout(0.2), ""),
        Arguments.of(GRU.bias(Bias.NONE).recurrentDropout(RecurrentDropout.STATE, 0.1), ""),
        Arguments.of(GRU.merge(Merge.SUM), ""),
        Arguments.of(LstmSpec.of(2, 3).bias(Bias.DOUBLE).direction(Direction.BOTH), ""),
        Arguments.of(RnnSpec.of(2, 3).bias(Bias.NONE).activation(Activation.RELU), ""),
        Arguments.of(GruSpec.of(2, 3), "gru_reset_before"),
        Arguments.of(GRU.reset(dev.sluice.core.nn.Reset.BEFORE_MATMUL), "gru_reset_before"),
        Arguments.of(GRU.activations(Activation.HARD_SIGMOID, Activation.TANH), "gru_activations"),
        Arguments.of(GRU.layerNorm(), "gru_layer_norm"),
        Arguments.of(GRU.bias(Bias.INPUT), "gru_one_bias"),
        Arguments.of(GRU.bias(Bias.INPUT_AND_CANDIDATE), "gru_candidate_bias"),
        Arguments.of(GRU.zoneout(0.1), "gru_zoneout"),
        Arguments.of(GRU.initialState(InitialState.LEARNED), "gru_learned_state"),
        Arguments.of(GRU.direction(Direction.BACKWARD), "gru_backward"),
        Arguments.of(GRU.direction(Direction.BOTH).merge(Merge.SUM), "gru_sum"),
        Arguments.of(LstmSpec.of(2, 3).layers(2), "lstm_one_bias"),
        Arguments.of(RnnSpec.of(2, 3), "rnn_one_bias"));
  }

  private static Map<String, Tensor> network(RecurrentSpec<?> spec) {
    Parameters parameters = Parameters.initialised(Seed.of(4));
    Recurrent.create(spec, parameters.scope("stack"));
    Linear.create(3, 2, parameters.scope("head"));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : parameters.all()) {
      Tensor tensor = parameter.toTensor();
      for (int i = 0; i < tensor.data().length; i++) {
        tensor.data()[i] = 2 * Seed.of(8).named(parameter.name()).uniform(i) - 1;
      }
      tensors.put(parameter.name(), tensor);
    }
    return tensors;
  }

  @ParameterizedTest
  @MethodSource("variants")
  void thereAndBackAgain(RecurrentSpec<?> spec, String variant) {
    assertThat(TorchTensors.variant(spec).orElse("")).isEqualTo(variant);
    Map<String, Tensor> tensors = network(spec);
    Map<String, Tensor> file = TorchTensors.toFile(spec, "stack", tensors);
    assertThat(file.get("head.weight")).isSameAs(tensors.get("head.weight"));
    for (String name : file.keySet()) {
      if (name.startsWith("stack.")) {
        assertThat(name)
            .startsWith(variant.isEmpty() ? "stack." : "stack." + variant + ".")
            .matches(n ->
                !variant.isEmpty() || n.matches("stack\\.(weight|bias)_[ih]h_l\\d(_reverse)?"));
      }
    }
    Map<String, Tensor> back = TorchTensors.fromFile(spec, "stack", file);
    assertThat(back.keySet()).containsExactlyInAnyOrderElementsOf(tensors.keySet());
    tensors.forEach((name, tensor) -> {
      assertThat(back.get(name).shape()).isEqualTo(tensor.shape());
      assertThat(back.get(name).data()).as(name).isEqualTo(tensor.data());
    });
  }

  @Test
  void gatesChangePlacesAndTheUpdateGateItsSign() {
    float[] blocks = {1, 2, 3, 4, 5, 6, 7, 8, 9}; // z z z r r r n n n, one input
    GruSpec spec = GruSpec.pytorch(1, 3).bias(Bias.NONE);
    Map<String, Tensor> here =
        Map.of(
            "l0.input", Tensor.of(dev.sluice.core.tensor.Shape.of(9, 1), blocks),
            "l0.hidden", Tensor.zeros(9, 3));
    Map<String, Tensor> file = TorchTensors.toFile(spec, "", here);
    assertThat(file.keySet()).containsExactlyInAnyOrder("weight_ih_l0", "weight_hh_l0");
    assertThat(file.get("weight_ih_l0").data()).containsExactly(4, 5, 6, -1, -2, -3, 7, 8, 9);
  }

  @Test
  void whatIsMissingOrOfAnotherSizeIsNamed() {
    Map<String, Tensor> file = TorchTensors.toFile(GRU, "stack", network(GRU));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TorchTensors.fromFile(GRU, "other", file))
        .withMessageStartingWith("tensor other.weight_ih_l0 is missing; there are [");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TorchTensors.fromFile(GruSpec.pytorch(2, 4), "stack", file))
        .withMessage("tensor stack.weight_ih_l0 has shape [9,2]; 3 gates of 4 units need 12 rows");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Parameters.loaded(
                TorchTensors.fromFile(
                    GRU,
                    "stack",
                    TorchTensors.toFile(GruSpec.of(2, 3), "stack", network(GruSpec.of(2, 3))))))
        .withMessageStartingWith("tensor stack.weight_ih_l0 is missing");
  }
}
