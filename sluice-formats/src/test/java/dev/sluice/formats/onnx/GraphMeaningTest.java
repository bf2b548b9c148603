package dev.sluice.formats.onnx;

import static dev.sluice.formats.onnx.TestGraphs.OPSET;
import static dev.sluice.formats.onnx.TestGraphs.file;
import static dev.sluice.formats.onnx.TestGraphs.floats;
import static dev.sluice.formats.onnx.TestGraphs.gruStep;
import static dev.sluice.formats.onnx.TestGraphs.info;
import static dev.sluice.formats.onnx.TestGraphs.node;
import static dev.sluice.formats.onnx.TestGraphs.number;
import static dev.sluice.formats.onnx.TestGraphs.random;
import static dev.sluice.formats.onnx.TestGraphs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.explain.Explanation;
import dev.sluice.formats.onnx.run.OnnxModel;
import dev.sluice.formats.onnx.stack.OnnxForeign;
import dev.sluice.formats.onnx.stack.StackImport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Graphs that mean something else than they seem to at first sight.
class GraphMeaningTest {
  private static Graph gru(String w, String r) {
    return new Graph(
        "b",
        gruStep(w, r),
        Map.of("one", floats(new float[] {1}, 1)),
        List.of(info("h", 1, "B", "H"), info("x", 1, "B", "I")),
        List.of(info("hh", 1), info("y", 1)));
  }

  private static Node scan(String last, String all, String w, String r) {
    return scan(last, all, gru(w, r));
  }

  private static Node scan(String last, String all, Graph body) {
    return node(
        "Scan",
        List.of("h0", "X"),
        List.of(last, all),
        "num_scan_inputs",
        number(1),
        "body",
        new Attribute.OfGraph(body));
  }

  /// Outputs may be without a name; two loops then must not share what stands for them.
  @Test
  void loopsWithoutNamesKeepTheirOwnWeights() {
    Map<String, NdArray> constants = new LinkedHashMap<>();
    for (int i = 1; i <= 2; i++) {
      constants.put("W" + i, floats(random(12, i), 2, 6));
      constants.put("R" + i, floats(random(12, 10 + i), 2, 6));
    }
    constants.put("gru:0:W", floats(new float[1], 1)); // as fusion might call what it adds
    List<ValueInfo> inputs = List.of(info("h0", 1, "1", "2"), info("X", 1, "T", "1", "2"));
    List<ValueInfo> outputs = List.of(info("y1", 1), info("y2", 1));
    Map<String, NdArray> given =
        Map.of("h0", floats(new float[2], 1, 2), "X", floats(random(6, 9), 3, 1, 2));
    OnnxFile named =
        file(
            OPSET,
            List.of(scan("f1", "y1", "W1", "R1"), scan("f2", "y2", "W2", "R2")),
            constants,
            inputs,
            outputs);
    OnnxFile nameless =
        file(
            OPSET,
            List.of(scan("", "y1", "W1", "R1"), scan("", "y2", "W2", "R2")),
            constants,
            inputs,
            outputs);
    assertThat(run(nameless, "y1", given)).containsExactly(run(named, "y1", given));
    assertThat(run(nameless, "y2", given)).containsExactly(run(named, "y2", given));
    assertThat(run(nameless, "y2", given)).isNotEqualTo(run(nameless, "y1", given));
  }

  @Test
  void eachLoopThatIsRefusedHasItsOwnReason() {
    List<Node> loops = new ArrayList<>();
    for (String type : List.of("Erf", "Det")) {
      Graph body = gru("W", "R");
      List<Node> nodes = new ArrayList<>(body.nodes());
      nodes.set(10, node(type, List.of("an"), List.of("n")));
      Graph strange = new Graph("b", nodes, body.constants(), body.inputs(), body.outputs());
      loops.add(scan("", "y" + type, strange));
    }
    OnnxFile file =
        file(
            OPSET,
            loops,
            Map.of("W", floats(random(12, 1), 2, 6), "R", floats(random(12, 2), 2, 6)),
            List.of(info("h0", 1, "1", "2"), info("X", 1, "T", "1", "2")),
            List.of(info("yErf", 1), info("yDet", 1)));
    assertThatThrownBy(() -> OnnxModel.of(file))
        .hasMessageContaining("its body has Erf")
        .hasMessageContaining("its body has Det");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 1, 6, 23, Long.MAX_VALUE})
  void otherOpsetsAreRefused(long opset) {
    List<Node> nodes = List.of(node("Identity", List.of("X"), List.of("y")));
    assertThatThrownBy(
            () -> file(opset, nodes, Map.of(), List.of(info("X", 1)), List.of(info("y", 1))))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("export it with opset 7 to 22");
  }

  @Test
  void allInputsOfMaximumsCount() {
    List<ValueInfo> inputs = List.of(info("a", 1), info("b", 1), info("c", 1));
    OnnxFile file =
        file(
            OPSET,
            List.of(node("Max", List.of("a", "b", "c"), List.of("y"))),
            Map.of(),
            inputs,
            List.of(info("y", 1)));
    Map<String, NdArray> given =
        Map.of(
            "a", floats(new float[] {1}, 1),
            "b", floats(new float[] {2}, 1),
            "c", floats(new float[] {3, -3}, 2));
    assertThat(run(file, "y", given)).containsExactly(3, 2);
    OnnxFile sum =
        file(
            OPSET,
            List.of(node("Add", List.of("a", "b", "c"), List.of("y"))),
            Map.of(),
            inputs,
            List.of(info("y", 1)));
    assertThatThrownBy(() -> run(sum, "y", given))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("takes 2 inputs at most, not 3");
  }

  @Test
  void powersOfIntegersAreExact() {
    OnnxFile file =
        file(
            OPSET,
            List.of(node("Pow", List.of("a", "b"), List.of("y"))),
            Map.of(),
            List.of(info("a", 7), info("b", 7)),
            List.of(info("y", 7)));
    try (Workspace workspace = Workspace.threads(1)) {
      OnnxModel model = OnnxModel.of(file);
      NdArray found =
          model
              .run(
                  workspace,
                  Map.of(
                      "a", NdArray.of(Shape.of(3), -1, 3, 2),
                      "b", NdArray.of(Shape.of(3), 65, 5, 62)))
              .get("y");
      assertThat(((NdArray.Longs) found).data()).containsExactly(-1, 243, 1L << 62);
      assertThatThrownBy(() ->
              model.run(
                  workspace,
                  Map.of("a", NdArray.of(Shape.of(1), 2), "b", NdArray.of(Shape.of(1), -1))))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("is no integer");
    }
  }

  private static Map<String, NdArray> weights() {
    Map<String, NdArray> constants = new LinkedHashMap<>();
    for (int i = 0; i < 2; i++) {
      constants.put("W" + i, floats(random(12, i), 1, 6, 2));
      constants.put("R" + i, floats(random(12, 5 + i), 1, 6, 2));
    }
    constants.put("one", NdArray.longs(1));
    constants.put("two", NdArray.longs(2));
    return constants;
  }

  private static void isNoStack(
      String expected, List<Node> nodes, Map<String, NdArray> constants, ValueInfo... inputs) {
    OnnxFile file = file(OPSET, nodes, constants, List.of(inputs), List.of(info("y", 1)));
    assertThatThrownBy(() -> StackImport.read(file, OnnxModelOptions.AS_WRITTEN))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void layersThatRunOverDifferentAxesAreNoStack() {
    isNoStack(
        "another layout",
        List.of(
            node("GRU", List.of("X", "W0", "R0"), List.of("Y0"), "layout", number(1)),
            node("Squeeze", List.of("Y0", "two"), List.of("y0")),
            node("GRU", List.of("y0", "W1", "R1"), List.of("Y1")),
            node("Squeeze", List.of("Y1", "one"), List.of("y"))),
        weights(),
        info("X", 1, "B", "T", "2"));
  }

  @Test
  void lengthsAndStatesThatTheFileGivesAreNotDropped() {
    Map<String, NdArray> constants = weights();
    constants.put("len", new NdArray.Longs(DataType.INT32, Shape.of(1), new long[] {2}));
    isNoStack(
        "sequence_lens that the file gives",
        List.of(
            node("GRU", List.of("X", "W0", "R0", "", "len"), List.of("Y0")),
            node("Squeeze", List.of("Y0", "one"), List.of("y"))),
        constants,
        info("X", 1, "5", "1", "2"));
    constants.put("h0", floats(new float[] {5, 5}, 1, 1, 2));
    isNoStack(
        "initial state has a default",
        List.of(
            node("GRU", List.of("X", "W0", "R0", "", "", "h0"), List.of("Y0")),
            node("Squeeze", List.of("Y0", "one"), List.of("y"))),
        constants,
        info("X", 1, "5", "1", "2"),
        info("h0", 1, "1", "1", "2"));
  }

  @Test
  void aTensorWithoutANameIsRefused() {
    Map<String, NdArray> constants = weights();
    constants.put("", floats(new float[12], 1, 12));
    assertThatThrownBy(() ->
            file(
                OPSET,
                List.of(node("GRU", List.of("X", "W0", "R0", ""), List.of("y"))),
                constants,
                List.of(info("X", 1, "T", "1", "2")),
                List.of(info("y", 1))))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("without a name");
  }

  /// Axes are left out, so the steps after them stay steps, and the first axis is cut: no gate.
  @Test
  void aLeftOutInputKeepsItsPlace() {
    Graph body = gru("W1", "R1");
    List<Node> nodes = new ArrayList<>(body.nodes());
    nodes.set(2, node("Slice", List.of("gx", "s", "e", "", "step"), List.of("xr")));
    nodes.add(3, node("Slice", List.of("gx", "e", "e2", "axis"), List.of("xz")));
    nodes.add(4, node("Slice", List.of("gx", "e2", "e3", "axis"), List.of("xn")));
    Graph cut = new Graph("b", nodes, body.constants(), body.inputs(), body.outputs());
    Map<String, NdArray> constants = new LinkedHashMap<>();
    constants.put("W1", floats(random(12, 1), 2, 6));
    constants.put("R1", floats(random(12, 2), 2, 6));
    constants.put("s", NdArray.longs(0));
    constants.put("e", NdArray.longs(2));
    constants.put("e2", NdArray.longs(4));
    constants.put("e3", NdArray.longs(6));
    constants.put("axis", NdArray.longs(1));
    constants.put("step", NdArray.longs(1));
    List<ValueInfo> inputs = List.of(info("h0", 1, "2", "2"), info("X", 1, "T", "2", "2"));
    Node scan =
        node(
            "Scan",
            List.of("h0", "X"),
            List.of("f", "y"),
            "num_scan_inputs",
            number(1),
            "body",
            new Attribute.OfGraph(cut));
    OnnxFile file = file(OPSET, List.of(scan), constants, inputs, List.of(info("y", 1)));
    assertThatThrownBy(() -> OnnxModel.of(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("Scan");
  }

  /// Before version 4 of the format, constants had to stand among the inputs.
  @Test
  void constantsOfOldFilesAreConstants() {
    Map<String, NdArray> weights =
        Map.of("w", floats(random(18, 1), 1, 9, 2), "r", floats(random(27, 2), 1, 9, 3));
    Node gru = node("GRU", List.of("x", "w", "r"), List.of("y"), "hidden_size", number(3));
    Graph graph =
        new Graph(
            "g",
            List.of(gru),
            weights,
            List.of(info("x", 1, "T", "B", "2"), info("w", 1), info("r", 1)),
            List.of(info("y", 1)));
    OnnxFile written = new OnnxFile("t", "", Map.of("", OPSET), graph, Map.of());
    OnnxFile old = read(OnnxWriter.write(written, 3));
    assertThat(OnnxModel.of(old).inputs()).extracting(ValueInfo::name).containsExactly("x");
    assertThat(StackImport.node(old, OnnxModelOptions.AS_WRITTEN, "y").stack().outputSize())
        .isEqualTo(3);
    OnnxFile newer = read(OnnxWriter.write(written, 4));
    assertThat(OnnxModel.of(newer).inputs()).hasSize(3);
    assertThatThrownBy(() -> StackImport.node(newer, OnnxModelOptions.AS_WRITTEN, "y"))
        .hasMessageContaining("its weights are no constants");
  }

  private static OnnxFile read(byte[] bytes) {
    return OnnxFile.read(Source.of("graph.onnx", bytes), ExternalData.refused());
  }

  @Test
  void twoOpsetsContradict() {
    Graph graph = new Graph("g", List.of(), Map.of(), List.of(), List.of());
    OnnxFile both = new OnnxFile("t", "", Map.of("", 17L, "ai.onnx", 18L), graph, Map.of());
    byte[] bytes = OnnxWriter.write(both, 8);
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("opsets 17 and 18 of the same operators");
  }

  @Test
  void integersWrapAsTheirTypeDoes() {
    OnnxFile file =
        file(
            OPSET,
            List.of(
                node("Add", List.of("a", "b"), List.of("c")),
                node("Cast", List.of("c"), List.of("y"), "to", number(1))),
            Map.of(
                "a", new NdArray.Longs(DataType.INT32, Shape.of(1), new long[] {1L << 30}),
                "b", new NdArray.Longs(DataType.INT32, Shape.of(1), new long[] {1L << 30})),
            List.of(),
            List.of(info("y", 1)));
    assertThat(run(file, "y", Map.of())).containsExactly(-0x1p31f);
  }

  @Test
  void nodesInTrainingAreRefused() {
    NdArray yes = new NdArray.Longs(DataType.BOOL, Shape.of(), new long[] {1});
    OnnxFile dropout =
        file(
            OPSET,
            List.of(node("Dropout", List.of("x", "", "t"), List.of("y"))),
            Map.of("t", yes),
            List.of(info("x", 1)),
            List.of(info("y", 1)));
    Map<String, NdArray> given = Map.of("x", floats(new float[2], 1, 2));
    assertThatThrownBy(() -> run(dropout, "y", given))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("export the model for inference");
  }

  /// Weights that are turned and joined before use are explained, and run, on the same account.
  @Test
  void largeLoopsAreNotTakenForHostile() {
    int size = 256;
    Map<String, NdArray> constants = new LinkedHashMap<>();
    List<Node> nodes = new ArrayList<>();
    for (String each : List.of("W", "R")) {
      constants.put(each + "0", floats(random(3 * size * size, 1), 3 * size, size));
      nodes.add(node("Identity", List.of(each + "0"), List.of(each + "1")));
      nodes.add(node("Transpose", List.of(each + "1"), List.of(each)));
    }
    nodes.add(scan("", "y", "W", "R"));
    OnnxFile file =
        file(
            OPSET,
            nodes,
            constants,
            List.of(info("h0", 1, "1", "256"), info("X", 1, "T", "1", "256")),
            List.of(info("y", 1)));
    Explanation explained = new OnnxForeign(file, OnnxModelOptions.AS_WRITTEN).explain();
    assertThat(explained.parts()).hasSize(1);
    assertThat(explained.notes()).contains("the graph runs here as a whole");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Relu", "Equal", "MatMul", "Where", "Neg"})
  void surplusInputsAreRefused(String type) {
    List<Node> nodes = List.of(node(type, List.of("x", "x", "x", "x"), List.of("y")));
    OnnxFile file = file(OPSET, nodes, Map.of(), List.of(info("x", 1)), List.of(info("y", 1)));
    assertThatThrownBy(() -> OnnxModel.of(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(" at most, not 4");
  }
}
