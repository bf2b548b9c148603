package dev.sluice.formats.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.model.TorchTensors;
import dev.sluice.core.nn.Activation;
import dev.sluice.core.nn.Bias;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Modules are found by the names of their tensors.
class StateDictTest {
  private static Map<String, Tensor> tensors(RecurrentSpec<?> spec, String prefix) {
    Parameters parameters = Parameters.initialised(Seed.of(1));
    Recurrent stack = Recurrent.create(spec, parameters.root());
    for (int i = 0; i < parameters.values().length; i++) {
      parameters.values()[i] = Seed.of(2).normal(i);
    }
    Map<String, Tensor> own = new LinkedHashMap<>();
    stack.parameters().forEach((name, value) -> own.put(name, value.toTensor()));
    Map<String, Tensor> named = new LinkedHashMap<>();
    TorchTensors.toFile(spec, "", own).forEach((name, value) -> named.put(prefix + name, value));
    return named;
  }

  static Stream<RecurrentSpec<?>> specs() {
    return Stream.of(
        GruSpec.pytorch(4, 5),
        GruSpec.pytorch(4, 5).bias(Bias.NONE).layers(3),
        GruSpec.pytorch(4, 5).layers(2).direction(Direction.BOTH),
        LstmSpec.of(4, 5).bias(Bias.DOUBLE).layers(2).direction(Direction.BOTH),
        RnnSpec.of(4, 5).bias(Bias.DOUBLE).activation(Activation.RELU));
  }

  @Test
  void notANumberIsRefused() {
    Map<String, Tensor> file = tensors(GruSpec.pytorch(4, 5), "");
    file.get("weight_hh_l0").data()[7] = Float.NaN;
    assertThatThrownBy(() -> StateDict.of("dict", file).recurrent(""))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("holds NaN at");
  }

  @Test
  void cellsAreFoundToo() {
    Map<String, Tensor> file = new LinkedHashMap<>();
    tensors(GruSpec.pytorch(4, 5), "decoder.")
        .forEach((name, value) -> file.put(name.replace("_l0", ""), value));
    StateDict dict = StateDict.of("dict", file);
    assertThat(dict.recurrentModules()).containsExactly("decoder");
    Recurrent cell = dict.recurrent("decoder").stack();
    assertThat(cell.spec()).isEqualTo(GruSpec.pytorch(4, 5));
    Recurrent layer =
        StateDict.of("dict", tensors(GruSpec.pytorch(4, 5), "decoder."))
            .recurrent("decoder")
            .stack();
    layer
        .parameters()
        .forEach((name, value) ->
            assertThat(cell.parameters().get(name).toTensor().data())
                .isEqualTo(value.toTensor().data()));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aModuleIsFoundByItsPrefix(RecurrentSpec<?> spec) {
    Map<String, Tensor> file = tensors(spec, "encoder.rnn.");
    file.put("head.weight", Tensor.zeros(7, 5));
    file.put("head.bias", Tensor.zeros(7));
    StateDict dict = StateDict.of("dict", file);
    assertThat(dict.recurrentModules()).containsExactly("encoder.rnn");
    Recurrent stack = dict.recurrent("encoder.rnn", Activation.RELU).stack();
    assertThat(stack.spec().topology()).isEqualTo(spec.topology());
    assertThat(stack.spec().cell()).isEqualTo(spec.cell());
    Map<String, Tensor> own = new LinkedHashMap<>();
    stack.parameters().forEach((name, value) -> own.put(name, value.toTensor()));
    TorchTensors.toFile(stack.spec(), "", own)
        .forEach((name, value) ->
            assertThat(value.data()).isEqualTo(file.get("encoder.rnn." + name).data()));
    assertThat(dict.affine("head").weight().shape()).isEqualTo(Shape.of(7, 5));
    assertThat(dict.affine("head").bias()).isPresent();
    assertThat(dict.embedding("head").shape()).isEqualTo(Shape.of(7, 5));
  }

  /// A module that is the whole dict has siblings of any name.
  @Test
  void siblingsWithSimilarNamesAreNoPartOfIt() {
    Map<String, Tensor> file = tensors(GruSpec.pytorch(4, 5), "");
    file.put("fc_layer.weight", Tensor.zeros(7, 5));
    StateDict dict = StateDict.of("dict", file);
    assertThat(dict.recurrent("").spec()).isEqualTo(GruSpec.pytorch(4, 5));
    assertThat(dict.affine("fc_layer").bias()).isEmpty();
    StateDict bare = StateDict.of("bare", Map.of("weight", Tensor.zeros(2, 3)));
    assertThat(bare.affine("").weight().shape()).isEqualTo(Shape.of(2, 3));
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        change("no hidden weights", f -> f.remove("weight_hh_l0"), "weight_hh_l0"),
        change("one bias only", f -> f.remove("bias_hh_l0"), "bias_hh_l0"),
        change("other biases", f -> f.put("bias_hh_l0", Tensor.zeros(14)), "bias_hh_l0"),
        change("rows of 2H", f -> f.put("weight_hh_l0", Tensor.zeros(10, 5)), "[10,5]"),
        change("rows of 3H+1", f -> f.put("weight_hh_l0", Tensor.zeros(16, 5)), "[16,5]"),
        change("no units", f -> f.put("weight_hh_l0", Tensor.zeros(0, 0)), "[0,0]"),
        change("a vector", f -> f.put("weight_hh_l0", Tensor.zeros(15)), "matrix"),
        change("other input rows", f -> f.put("weight_ih_l0", Tensor.zeros(20, 4)), "[20,4]"),
        change("no inputs", f -> f.put("weight_ih_l0", Tensor.zeros(15, 0)), ""),
        change("projections", f -> f.put("weight_hr_l0", Tensor.zeros(3, 5)), "proj_size"),
        change("a layer of a gap", f -> f.put("weight_ih_l2", Tensor.zeros(15, 5)), "no layer"),
        change("half a second layer", f -> f.put("weight_ih_l1", Tensor.zeros(15, 5)), "_l1"),
        change(
            "a reverse without the rest",
            f -> f.put("weight_ih_l0_reverse", Tensor.zeros(15, 4)),
            "_reverse"));
  }

  private static Arguments change(
      String name, Consumer<Map<String, Tensor>> harm, String expected) {
    return Arguments.of(name, harm, expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void aBrokenModuleIsRefused(String name, Consumer<Map<String, Tensor>> harm, String expected) {
    Map<String, Tensor> file = tensors(GruSpec.pytorch(4, 5), "");
    harm.accept(file);
    assertThatThrownBy(() -> StateDict.of("dict", file).recurrent(""))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void whatIsNotThereIsNamedBesideWhatIs() {
    StateDict dict = StateDict.of("dict", Map.of("a.weight", Tensor.zeros(2, 2, 2)));
    assertThatThrownBy(() -> dict.recurrent("gru"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("gru.weight_ih_l0")
        .hasMessageContaining("a.weight");
    assertThatThrownBy(() -> dict.affine("a")).isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> dict.embedding("a")).isInstanceOf(FormatException.class);
  }

  /// Each module and each layer is looked up, not searched for among all others.
  @Test
  void manyModulesAndLayersTakeNoLonger() {
    Map<String, Tensor> modules = new LinkedHashMap<>();
    for (int i = 0; i < 30_000; i++) {
      modules.put("m" + i + ".weight_ih_l0", Tensor.zeros(3, 1));
      modules.put("m" + i + ".weight_hh_l0", Tensor.zeros(3, 1));
    }
    TorchForeign foreign = new TorchForeign(StateDict.of("modules", modules));
    assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> assertThat(foreign.explain().parts()).hasSize(30_000));
    // Many that are no layers, each of which is asked for among those that are.
    Map<String, Tensor> layers = new LinkedHashMap<>();
    for (int i = 0; i < 20_000; i++) {
      layers.put("weight_ih_l" + i, Tensor.zeros(3, 1));
      layers.put("weight_hh_l" + i, Tensor.zeros(3, 1));
    }
    layers.put("weight_ih_l20001", Tensor.zeros(3, 1));
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () ->
            assertThatThrownBy(() -> StateDict.of("layers", layers).recurrent(""))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("\"weight_ih_l20001\" belongs to no layer"));
  }
}
