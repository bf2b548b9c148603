package dev.sluice.formats.onnx.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.nn.Bias;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.onnx.Attribute;
import dev.sluice.formats.onnx.ExternalData;
import dev.sluice.formats.onnx.Graph;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.OnnxModelOptions;
import dev.sluice.formats.onnx.OnnxWriter;
import dev.sluice.formats.onnx.TestGraphs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Graphs that look like a stack and compute something else are refused.
class WiresTest {
  private static OnnxFile stack() {
    GruSpec spec = GruSpec.of(4, 5).layers(2).direction(Direction.BOTH);
    byte[] bytes = StackExport.write(Networks.model(spec, new Random(1)), Opset.V14);
    return OnnxFile.read(Source.of("stack.onnx", bytes), ExternalData.refused());
  }

  private static OnnxFile with(
      OnnxFile file, UnaryOperator<Node> change, Map<String, NdArray> more) {
    Graph graph = file.graph();
    Map<String, NdArray> constants = new HashMap<>(graph.constants());
    constants.putAll(more);
    List<Node> nodes = graph.nodes().stream().map(change).toList();
    Graph changed = new Graph(graph.name(), nodes, constants, graph.inputs(), graph.outputs());
    return new OnnxFile("", "", file.opsets(), changed, Map.of());
  }

  private static UnaryOperator<Node> on(String type, UnaryOperator<Node> change) {
    return node -> node.type().equals(type) ? change.apply(node) : node;
  }

  private static Node attribute(Node node, String name, Attribute value) {
    Map<String, Attribute> attributes = new HashMap<>(node.attributes());
    attributes.put(name, value);
    return OnnxWriter.node(node.type(), node.inputs(), node.outputs(), attributes);
  }

  private static Node input(Node node, int i, String name) {
    List<String> inputs = new ArrayList<>(node.inputs());
    while (inputs.size() <= i) {
      inputs.add("");
    }
    inputs.set(i, name);
    return OnnxWriter.node(node.type(), inputs, node.outputs(), node.attributes());
  }

  @Test
  void theGraphItselfIsAStack() {
    OnnxFile file = with(stack(), node -> node, Map.of());
    assertThat(StackImport.read(file, OnnxModelOptions.AS_WRITTEN).spec().topology().layers())
        .isEqualTo(2);
  }

  /// The empty name is that of an input that is left out, whatever a file made here has under it.
  @Test
  void aConstantWithoutANameIsNobodys() {
    UnaryOperator<Node> unbiased = on("GRU", node -> input(node, 3, ""));
    NdArray bias = TestGraphs.floats(TestGraphs.random(60, 3), 2, 30);
    OnnxFile file = with(stack(), unbiased, Map.of("", bias));
    assertThat(((GruSpec) StackImport.read(file, OnnxModelOptions.AS_WRITTEN).spec()).bias())
        .isEqualTo(Bias.NONE);
  }

  /// Nor is what a node makes that nobody wants.
  @Test
  void anOutputWithoutANameIsNobodys() {
    OnnxFile file = with(stack(), node -> node, Map.of("lens", NdArray.longs(1, 2)));
    List<Node> nodes = new ArrayList<>(file.graph().nodes());
    Map<String, Attribute> to = Map.of("to", new Attribute.Int(6));
    nodes.add(OnnxWriter.node("Cast", List.of("lens"), List.of(""), to));
    Graph graph = file.graph();
    Graph more = new Graph("", nodes, graph.constants(), graph.inputs(), graph.outputs());
    OnnxFile whole = new OnnxFile("", "", file.opsets(), more, Map.of());
    assertThat(StackImport.read(whole, OnnxModelOptions.AS_WRITTEN).spec().topology().layers())
        .isEqualTo(2);
  }

  static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of(
            "directions joined the other way",
            on(
                "Transpose",
                n -> attribute(n, "perm", new Attribute.Ints(new long[] {2, 0, 1, 3})))),
        Arguments.of("batch and time flattened", on("Reshape", n -> input(n, 1, "other"))),
        Arguments.of("states split unequally", on("Split", n -> input(n, 1, "unequal"))),
        Arguments.of(
            "states split along the batch",
            on("Split", n -> attribute(n, "axis", new Attribute.Int(1)))),
        Arguments.of(
            "the second layer's lengths differ",
            on("GRU", n -> n.output(0).equals("Y_1") ? input(n, 4, "lens") : n)),
        Arguments.of(
            "the second layer sees x",
            on("GRU", n -> n.output(0).equals("Y_1") ? input(n, 0, "x") : n)),
        Arguments.of("a layer in a circle", on("GRU", n -> input(n, 0, "loop"))),
        Arguments.of(
            "states of the other layer",
            on("GRU", n -> input(n, 5, n.output(0).equals("Y_1") ? "h0_0" : "h0_1"))),
        Arguments.of(
            "another domain's transpose",
            on("Transpose", n -> TestGraphs.with(n, "com.acme", n.inputs()))),
        Arguments.of("a transpose of two values", on("Transpose", n -> input(n, 1, "x"))),
        Arguments.of(
            "another domain's reshape",
            on("Reshape", n -> TestGraphs.with(n, "com.acme", n.inputs()))),
        Arguments.of("a reshape of three inputs", on("Reshape", n -> input(n, 2, "x"))),
        Arguments.of(
            "another domain's split", on("Split", n -> TestGraphs.with(n, "com.acme", n.inputs()))),
        Arguments.of("a split of three inputs", on("Split", n -> input(n, 2, "x"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void anotherGraphIsRefused(String name, UnaryOperator<Node> change) {
    Map<String, NdArray> more =
        Map.of(
            "other", NdArray.longs(-1, 1, 10),
            "unequal", NdArray.longs(1, 3),
            "lens", NdArray.longs(1, 2));
    OnnxFile file = with(stack(), change, more);
    List<Node> nodes = new ArrayList<>(file.graph().nodes());
    nodes.add(OnnxWriter.node("Identity", List.of("loop"), List.of("loop"), Map.of()));
    Graph graph = file.graph();
    Graph circled = new Graph("", nodes, graph.constants(), graph.inputs(), graph.outputs());
    OnnxFile whole = new OnnxFile("", "", file.opsets(), circled, Map.of());
    assertThatThrownBy(() -> StackImport.read(whole, OnnxModelOptions.AS_WRITTEN))
        .isInstanceOf(FormatException.class);
  }
}
