package dev.sluice.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.onnx.run.OnnxModel;
import dev.sluice.formats.onnx.stack.StackImport;
import dev.sluice.formats.wire.ProtoWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Graphs whose bytes are well formed, and which are hostile or mean something else than they seem
/// to.
class HostileGraphsTest {
  private static final long OPSET = 17;

  private static Node node(String type, List<String> in, List<String> out, Object... attributes) {
    Map<String, Attribute> map = new LinkedHashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      map.put((String) attributes[i], (Attribute) attributes[i + 1]);
    }
    return OnnxWriter.node(type, in, out, map);
  }

  private static Attribute number(long value) {
    return new Attribute.Int(value);
  }

  private static ValueInfo info(String name, int type, String... extents) {
    return new ValueInfo(name, type, List.of(extents));
  }

  private static NdArray floats(float[] values, int... dims) {
    return new NdArray.Floats(Shape.of(dims), values);
  }

  private static float[] random(int count, int seed) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 0.3f * Seed.of(seed).normal(i);
    }
    return values;
  }

  private static OnnxFile file(
      long opset,
      List<Node> nodes,
      Map<String, NdArray> constants,
      List<ValueInfo> inputs,
      List<ValueInfo> outputs) {
    Graph graph = new Graph("g", nodes, constants, inputs, outputs);
    byte[] bytes = OnnxWriter.write(new OnnxFile("t", "", Map.of("", opset), graph, Map.of()), 8);
    return OnnxFile.read(Source.of("graph.onnx", bytes), ExternalData.refused());
  }

  private static float[] run(OnnxFile file, String output, Map<String, NdArray> given) {
    try (Workspace workspace = Workspace.threads(1)) {
      return ((NdArray.Floats) OnnxModel.of(file).run(workspace, given).get(output)).data();
    }
  }

  /// A GRU written out: gates r, z, n, reset behind the matmul.
  private static Graph gru(String w, String r) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(node("MatMul", List.of("x", w), List.of("gx")));
    nodes.add(node("MatMul", List.of("h", r), List.of("gh")));
    nodes.add(node("Split", List.of("gx"), List.of("xr", "xz", "xn"), "axis", number(1)));
    nodes.add(node("Split", List.of("gh"), List.of("hr", "hz", "hn"), "axis", number(1)));
    nodes.add(node("Add", List.of("xr", "hr"), List.of("ar")));
    nodes.add(node("Sigmoid", List.of("ar"), List.of("r")));
    nodes.add(node("Add", List.of("xz", "hz"), List.of("az")));
    nodes.add(node("Sigmoid", List.of("az"), List.of("z")));
    nodes.add(node("Mul", List.of("r", "hn"), List.of("rh")));
    nodes.add(node("Add", List.of("xn", "rh"), List.of("an")));
    nodes.add(node("Tanh", List.of("an"), List.of("n")));
    nodes.add(node("Sub", List.of("one", "z"), List.of("z1")));
    nodes.add(node("Mul", List.of("z1", "n"), List.of("p")));
    nodes.add(node("Mul", List.of("z", "h"), List.of("q")));
    nodes.add(node("Add", List.of("p", "q"), List.of("hh")));
    nodes.add(node("Identity", List.of("hh"), List.of("y")));
    return new Graph(
        "b",
        nodes,
        Map.of("one", floats(new float[] {1}, 1)),
        List.of(info("h", 1, "B", "2"), info("x", 1, "B", "2")),
        List.of(info("hh", 1), info("y", 1)));
  }

  private static Node scan(String last, String all, String w, String r) {
    return node(
        "Scan",
        List.of("h0", "X"),
        List.of(last, all),
        "num_scan_inputs",
        number(1),
        "body",
        new Attribute.OfGraph(gru(w, r)));
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

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 1, 6, 23, Long.MAX_VALUE})
  void otherOpsetsAreRefused(long opset) {
    List<Node> nodes = List.of(node("Identity", List.of("X"), List.of("y")));
    assertThatThrownBy(
            () -> file(opset, nodes, Map.of(), List.of(info("X", 1)), List.of(info("y", 1))))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("export it with opset 7 to 22");
  }

  private static void isRefused(
      String expected, List<Node> nodes, Map<String, NdArray> constants, ValueInfo... inputs) {
    String output = nodes.getLast().outputs().getFirst();
    OnnxFile file = file(OPSET, nodes, constants, List.of(inputs), List.of(info(output, 1)));
    assertThatThrownBy(() -> OnnxModel.of(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void constantsThatCannotBeCutAreRefused() {
    isRefused(
        "splits",
        List.of(node("Split", List.of("c", "s"), List.of("p", "q", "r"))),
        Map.of(
            "c",
            floats(new float[2], 2),
            "s",
            NdArray.of(Shape.of(3), Long.MAX_VALUE, Long.MAX_VALUE, 4L)));
    isRefused(
        "axis 0 is cut twice",
        List.of(node("Slice", List.of("c", "s", "e", "a"), List.of("p"))),
        Map.of(
            "c",
            floats(new float[10], 10),
            "s",
            NdArray.longs(3, 3),
            "e",
            NdArray.longs(10, 10),
            "a",
            NdArray.longs(0, 0)));
  }

  @Test
  void nothingIsCutToNothing() {
    Map<String, NdArray> constants =
        Map.of(
            "c",
            floats(new float[0], 0),
            "s",
            NdArray.of(Shape.of(1), -1L),
            "e",
            NdArray.of(Shape.of(1), Long.MIN_VALUE),
            "a",
            NdArray.longs(0),
            "st",
            NdArray.of(Shape.of(1), -1L));
    OnnxFile file =
        file(
            OPSET,
            List.of(node("Slice", List.of("c", "s", "e", "a", "st"), List.of("p"))),
            constants,
            List.of(),
            List.of(info("p", 1)));
    assertThat(run(file, "p", Map.of())).isEmpty();
  }

  /// 40 nodes of a body, each twice as long as the one before.
  @Test
  void listsThatDoubleStayUnknown() {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String from = "w" + i;
      nodes.add(node("Concat", List.of(from, from), List.of("w" + (i + 1)), "axis", number(0)));
    }
    Graph body =
        new Graph(
            "b",
            nodes,
            Map.of("w0", NdArray.longs(1)),
            List.of(info("h", 1, "1", "2"), info("x", 1, "1", "2")),
            List.of(info("h", 1)));
    isRefused("Scan", List.of(scanOf(body)), Map.of(), scanInputs());
  }

  private static Node scanOf(Graph body) {
    return node(
        "Scan",
        List.of("h0", "X"),
        List.of("o"),
        "num_scan_inputs",
        number(1),
        "body",
        new Attribute.OfGraph(body));
  }

  private static ValueInfo[] scanInputs() {
    return new ValueInfo[] {info("h0", 1, "1", "2"), info("X", 1, "3", "1", "2")};
  }

  @Test
  void longListsOfIntegersAreNotBoxedAgainAndAgain() {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      nodes.add(node("Identity", List.of("C"), List.of("w" + i)));
    }
    Graph body =
        new Graph(
            "b",
            nodes,
            Map.of(),
            List.of(info("h", 1, "1", "2"), info("x", 1, "1", "2")),
            List.of(info("h", 1)));
    long[] many = new long[100_000];
    Arrays.setAll(many, i -> 1000 + i);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            isRefused(
                "Scan",
                List.of(scanOf(body)),
                Map.of("C", NdArray.of(Shape.of(many.length), many)),
                scanInputs()));
  }

  /// A million floats, then half a million pieces of nothing.
  @Test
  void emptyPiecesAreNotCopiedFor() {
    java.io.ByteArrayOutputStream tensor = new java.io.ByteArrayOutputStream();
    tensor.writeBytes(new ProtoWriter().int64(2, 1).raw(4, new float[250_000]).toByteArray());
    for (int i = 0; i < 500_000; i++) {
      tensor.write(0x22);
      tensor.write(0);
    }
    byte[] file =
        new ProtoWriter()
            .message(7, new ProtoWriter().bytes(5, tensor.toByteArray()))
            .toByteArray();
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertThatThrownBy(
                    () -> OnnxFile.read(Source.of("graph.onnx", file), ExternalData.refused()))
                .isInstanceOf(FormatException.class));
  }

  @Test
  void aTransposeOfAxesThatAreNoneIsNotFollowed() {
    Graph body =
        new Graph(
            "b",
            List.of(
                node("Gather", List.of("X", "i"), List.of("x")),
                node("Add", List.of("x", "h"), List.of("hh")),
                node("Identity", List.of("c"), List.of("cc"))),
            Map.of(),
            List.of(info("i", 7), info("c", 9), info("h", 1, "1", "2")),
            List.of(info("cc", 9), info("hh", 1, "1", "2")));
    isRefused(
        "Loop",
        List.of(
            node(
                "Transpose",
                List.of("X0"),
                List.of("X"),
                "perm",
                new Attribute.Ints(new long[] {-1, 1, 2})),
            node(
                "Loop", List.of("M", "", "h0"), List.of("o"), "body", new Attribute.OfGraph(body))),
        Map.of("M", NdArray.of(Shape.of(), 5L)),
        info("X0", 1, "5", "1", "2"),
        info("h0", 1, "1", "2"));
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
        .hasMessageContaining("takes 2 inputs, not 3");
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
}
