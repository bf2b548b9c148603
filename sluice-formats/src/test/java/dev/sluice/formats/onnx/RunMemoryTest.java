package dev.sluice.formats.onnx;

import static dev.sluice.formats.onnx.TestGraphs.OPSET;
import static dev.sluice.formats.onnx.TestGraphs.file;
import static dev.sluice.formats.onnx.TestGraphs.floats;
import static dev.sluice.formats.onnx.TestGraphs.info;
import static dev.sluice.formats.onnx.TestGraphs.node;
import static dev.sluice.formats.onnx.TestGraphs.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.onnx.run.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a run may take is bounded, whatever a file asks for.
class RunMemoryTest {
  private static final NdArray HUGE = NdArray.of(Shape.of(1), 1L << 28);

  private static Map<String, NdArray> run(
      long memory, List<Node> nodes, Map<String, NdArray> constants, Map<String, NdArray> given) {
    String output = nodes.getLast().outputs().getFirst();
    List<ValueInfo> inputs = given.keySet().stream().map(name -> info(name, 1)).toList();
    OnnxFile file = file(OPSET, nodes, constants, inputs, List.of(info(output, 1)));
    OnnxModel model = OnnxModel.of(file, OnnxModelOptions.AS_WRITTEN.memory(memory));
    try (Workspace workspace = Workspace.threads(1)) {
      return model.run(workspace, given);
    }
  }

  private static void isRefused(
      String name, List<Node> nodes, Map<String, NdArray> constants, Map<String, NdArray> given) {
    assertThatThrownBy(() -> run(1 << 20, nodes, constants, given))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("bytes while other values take")
        .hasMessageContaining("a run may take 1048576");
  }

  @Test
  void aSmallFileCannotAskForMuch() {
    List<Node> constant = List.of(node("ConstantOfShape", List.of("s"), List.of("y")));
    isRefused("ConstantOfShape", constant, Map.of("s", HUGE), Map.of());
    OnnxFile file = file(OPSET, constant, Map.of("s", HUGE), List.of(), List.of(info("y", 1)));
    try (Workspace workspace = Workspace.threads(1)) {
      OnnxModel model = OnnxModel.of(file);
      assertThatThrownBy(() -> model.run(workspace, Map.of()))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("needs 1073741824 bytes");
    }
    NdArray one = floats(new float[1], 1);
    isRefused(
        "Expand",
        List.of(node("Expand", List.of("x", "s"), List.of("y"))),
        Map.of("s", HUGE),
        Map.of("x", one));
    NdArray column = floats(new float[1024], 1024, 1);
    NdArray row = floats(new float[1024], 1, 1024);
    for (String type : List.of("Add", "MatMul", "Gemm")) {
      isRefused(
          type,
          List.of(node(type, List.of("a", "b"), List.of("y"))),
          Map.of(),
          Map.of("a", column, "b", row));
    }
    isRefused(
        "Where",
        List.of(node("Where", List.of("c", "a", "b"), List.of("y"))),
        Map.of("c", NdArray.of(Shape.of(1), 1L)),
        Map.of("a", column, "b", row));
    NdArray.Longs zeros = NdArray.of(Shape.of(1 << 19), new long[1 << 19]);
    isRefused(
        "Gather",
        List.of(node("Gather", List.of("x", "i"), List.of("y"))),
        Map.of("i", zeros),
        Map.of("x", one));
  }

  /// No features, but many steps.
  @Test
  void sequencesOfNothingAreCharged() {
    Map<String, NdArray> weights =
        Map.of("w", floats(new float[9], 1, 9, 1), "r", floats(new float[27], 1, 9, 3));
    Node gru = node("GRU", List.of("x", "w", "r"), List.of("y"), "hidden_size", number(3));
    isRefused("GRU", List.of(gru), weights, Map.of("x", floats(new float[1 << 16], 1 << 16, 1, 1)));
  }

  @Test
  void whatIsUsedNoMoreIsReleased() {
    List<Node> chain = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      chain.add(node(i % 2 == 0 ? "Neg" : "Identity", List.of("v" + i), List.of("v" + (i + 1))));
    }
    float[] values = {1, -2, 3};
    Map<String, NdArray> given = Map.of("v0", floats(values, 3));
    NdArray found = run(2 * 12, chain, Map.of(), given).get("v100");
    assertThat(((NdArray.Floats) found).data()).containsExactly(values);
    assertThatThrownBy(() -> run(2 * 12 - 1, chain, Map.of(), given))
        .isInstanceOf(FormatException.class);
  }
}
