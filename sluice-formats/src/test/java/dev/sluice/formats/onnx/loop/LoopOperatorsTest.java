package dev.sluice.formats.onnx.loop;

import static dev.sluice.formats.onnx.TestGraphs.OPSET;
import static dev.sluice.formats.onnx.TestGraphs.file;
import static dev.sluice.formats.onnx.TestGraphs.floats;
import static dev.sluice.formats.onnx.TestGraphs.gruStep;
import static dev.sluice.formats.onnx.TestGraphs.info;
import static dev.sluice.formats.onnx.TestGraphs.node;
import static dev.sluice.formats.onnx.TestGraphs.number;
import static dev.sluice.formats.onnx.TestGraphs.random;
import static dev.sluice.formats.onnx.TestGraphs.run;
import static dev.sluice.formats.onnx.TestGraphs.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.onnx.Attribute;
import dev.sluice.formats.onnx.Graph;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.ValueInfo;
import dev.sluice.formats.onnx.run.Fold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Nodes that only look like ONNX's: of another domain, or with inputs that those do not have.
class LoopOperatorsTest {
  private static final Map<String, NdArray> AROUND =
      Map.of(
          "W", floats(random(12, 1), 2, 6),
          "R", floats(random(12, 2), 2, 6),
          "zero", NdArray.of(Shape.of(), 0),
          "from", NdArray.longs(0),
          "to", NdArray.longs(1),
          "b", floats(random(6, 3), 6));

  private static final List<Node> BEFORE =
      List.of(
          node("Transpose", List.of("X0"), List.of("X"), "perm", ints(0, 1, 2)),
          node("Shape", List.of("X0"), List.of("shape")),
          node("Slice", List.of("shape", "from", "to"), List.of("T1")),
          node("Squeeze", List.of("T1", "from"), List.of("T0")),
          node("Cast", List.of("T0"), List.of("T"), "to", number(7)),
          node("Identity", List.of("T"), List.of("M")),
          node("Less", List.of("zero", "M"), List.of("go")),
          node("SequenceEmpty", List.of(), List.of("none")));

  private static final Node AFTER =
      node(
          "ConcatFromSequence",
          List.of("s9"),
          List.of("ys"),
          "axis",
          number(0),
          "new_axis",
          number(1));

  private static Attribute ints(long... values) {
    return new Attribute.Ints(values);
  }

  private static List<Node> body() {
    List<Node> body = new ArrayList<>();
    body.add(node("Gather", List.of("X", "i"), List.of("x0"), "axis", number(0)));
    body.add(node("Cast", List.of("x0"), List.of("x"), "to", number(1)));
    body.add(node("Gemm", List.of("x", "W", "b"), List.of("gx")));
    body.addAll(gruStep("W", "R").subList(1, 15));
    body.add(node("Add", List.of("i", "step"), List.of("i1")));
    body.add(node("Less", List.of("i1", "M"), List.of("l")));
    body.add(node("And", List.of("l", "c"), List.of("c1")));
    body.add(node("SequenceInsert", List.of("s", "hh"), List.of("s1")));
    body.add(node("Identity", List.of("k"), List.of("k1")));
    return body;
  }

  private static OnnxFile loop(List<Node> before, Node after, List<Node> nodes, ValueInfo output) {
    Graph body =
        new Graph(
            "body",
            nodes,
            Map.of("one", floats(new float[] {1}, 1), "step", NdArray.of(Shape.of(), 1)),
            List.of(info("i", 7), info("c", 9), info("h", 1, "B", "2"), info("s", 1), info("k", 7)),
            List.of(info("c1", 9), info("hh", 1, "B", "2"), info("s1", 1), info("k1", 7)));
    List<Node> all = new ArrayList<>(before);
    all.add(
        node(
            "Loop",
            List.of("M", "go", "h0", "none", "to"),
            List.of("last", "s9"),
            "body",
            new Attribute.OfGraph(body)));
    all.add(after);
    return file(
        OPSET,
        all,
        AROUND,
        List.of(info("X0", 1, "T", "B", "2"), info("h0", 1, "B", "2")),
        List.of(output));
  }

  private static List<String> fused(OnnxFile file) {
    return LoopFusion.of(file, Fold.constants(file)).fused();
  }

  @Test
  void theLoopItselfIsAGru() {
    OnnxFile file = loop(BEFORE, AFTER, body(), info("ys", 1));
    assertThat(fused(file)).hasSize(1);
    Map<String, NdArray> given = new HashMap<>();
    given.put("X0", floats(random(12, 4), 3, 2, 2));
    given.put("h0", floats(random(4, 5), 2, 2));
    assertThat(run(file, "ys", given)).hasSize(12);
    assertThat(fused(loop(BEFORE, AFTER, body(), info("s9", 1)))).isEmpty();
  }

  /// 2³² + 1 is no type, and not that of floats.
  @Test
  void aCastToATypeBeyondIntIsNone() {
    List<Node> body = body();
    body.set(1, node("Cast", List.of("x0"), List.of("x"), "to", number((1L << 32) + 1)));
    assertThat(fused(loop(BEFORE, AFTER, body, info("ys", 1)))).isEmpty();
  }

  private static Node foreign(Node node) {
    return with(node, "com.acme", node.inputs());
  }

  private static Node surplus(Node node) {
    List<String> inputs = new ArrayList<>(node.inputs());
    while (inputs.size() < 6) {
      inputs.add(node.inputs().isEmpty() ? "zero" : node.input(0));
    }
    return with(node, "", inputs);
  }

  private static List<Node> changed(List<Node> nodes, int at, UnaryOperator<Node> change) {
    List<Node> all = new ArrayList<>(nodes);
    all.set(at, change.apply(all.get(at)));
    return all;
  }

  static Stream<OnnxFile> others() {
    List<UnaryOperator<Node>> changes =
        List.of(LoopOperatorsTest::foreign, LoopOperatorsTest::surplus);
    ValueInfo ys = info("ys", 1);
    return changes.stream()
        .flatMap(change ->
            Stream.of(
                    IntStream.range(0, BEFORE.size())
                        .mapToObj(i -> loop(changed(BEFORE, i, change), AFTER, body(), ys)),
                    IntStream.range(0, body().size())
                        .mapToObj(i -> loop(BEFORE, AFTER, changed(body(), i, change), ys)),
                    Stream.of(loop(BEFORE, change.apply(AFTER), body(), ys)))
                .flatMap(each -> each));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("others")
  void otherNodesAreNot(OnnxFile file) {
    assertThat(fused(file)).isEmpty();
  }
}
