package dev.sluice.formats.onnx.stack;

import dev.sluice.core.nn.Merge;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.onnx.Attribute;
import dev.sluice.formats.onnx.DataType;
import dev.sluice.formats.onnx.Graph;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.RecurrentNode;
import dev.sluice.formats.onnx.ValueInfo;
import dev.sluice.formats.onnx.loop.OperatorName;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Follows values of a graph back to where they come from, through what exporters put between
/// recurrent nodes.
final class Wires {
  /// Whose first output is its first input.
  private static final Set<String> SAME = Set.of("Identity", "Dropout");

  private final Map<String, Node> makers = new HashMap<>();
  private final Map<String, NdArray> constants;
  private final Set<String> inputs = new HashSet<>();

  /// Inputs for which the file has values; such of states only that are not all zero.
  private final Map<String, NdArray> defaults = new HashMap<>();

  private final Map<String, List<String>> extents = new HashMap<>();

  Wires(Graph graph, Map<String, NdArray> constants) {
    this.constants = constants;
    for (ValueInfo input : graph.inputs()) {
      NdArray given = graph.constants().get(input.name());
      boolean zeros = given instanceof NdArray.Floats floats && InitialStates.isZero(floats.data());
      if (given != null && !zeros) {
        defaults.put(input.name(), given);
      }
      inputs.add(input.name());
      extents.put(input.name(), input.extents());
    }
    for (Node node : graph.nodes()) {
      node.outputs().forEach(output -> makers.put(output, node));
    }
    makers.remove(""); // outputs that are not wanted
  }

  boolean isInput(String name) {
    return inputs.contains(name);
  }

  boolean hasDefault(String input) {
    return defaults.containsKey(input);
  }

  /// A constant by name; the empty name is that of an input that is left out.
  @Nullable NdArray constant(String name) {
    return name.isEmpty() ? null : constants.get(name);
  }

  @Nullable Node maker(String name) {
    return makers.get(resolved(name));
  }

  /// The first layer takes an input of the graph, perhaps with batch and time changed over.
  void requireInput(RecurrentNode first) {
    String name = first.node().input(0);
    Node node = maker(name);
    if (node != null && isTranspose(node, 1, 0, 2)) {
      name = node.input(0);
      node = maker(name);
    }
    if (node == null && !inputs.contains(resolved(name))) {
      throw first.node().error("its X is no input of the graph");
    }
    if (node != null) {
      throw node.error(
          "stands before the first recurrent node; a bare stack has nothing there, so take the"
              + " recurrent nodes one by one");
    }
  }

  /// How the graph's output is made of all outputs of the last recurrent node, perhaps with batch
  /// and time changed over.
  Merge outputMerge(RecurrentNode last, String output) {
    Node node = maker(output);
    return merge(last, node != null && isTranspose(node, 1, 0, 2) ? node.input(0) : output);
  }

  /// All nodes look at the same lengths, those that the caller gives.
  void requireSameLengths(List<RecurrentNode> nodes) {
    RecurrentNode start = nodes.getFirst();
    String first = lengths(start.node());
    requireFreeLengths(start);
    if (!first.isEmpty() && !inputs.contains(first) && constant(first) == null) {
      throw start
          .node()
          .error("has sequence_lens that the graph computes; take the recurrent nodes one by one");
    }
    for (RecurrentNode node : nodes) {
      if (!lengths(node.node()).equals(first)) {
        throw node.node().error("has other sequence_lens than the first recurrent node");
      }
    }
  }

  /// A stack runs over as many steps as its caller gives it.
  void requireFreeLengths(RecurrentNode node) {
    String name = lengths(node.node());
    if (!name.isEmpty()
        && isGiven(name)
        && !isAllSteps(node, defaults.getOrDefault(name, constant(name)))) {
      throw node.node()
          .error(
              "has sequence_lens that the file gives; a bare stack has no lengths of its own, so"
                  + " make them an input of the graph without a default");
    }
  }

  /// Where a node's lengths come from; exporters cast them to the type that ONNX has.
  private String lengths(Node node) {
    String name = resolved(node.input(4));
    Node cast = makers.get(name);
    return cast != null
            && OperatorName.of(cast).equals("Cast")
            && cast.integer("to", 0) == DataType.INT32.code()
        ? resolved(cast.input(0))
        : name;
  }

  /// Whether lengths are of all steps that the graph's input says to have.
  private boolean isAllSteps(RecurrentNode node, @Nullable NdArray lengths) {
    int axis = node.layout() == RecurrentNode.Layout.BATCH_MAJOR ? 1 : 0;
    String x = resolved(node.node().input(0));
    Node turned = makers.get(x);
    if (turned != null && isTranspose(turned, 1, 0, 2)) {
      x = resolved(turned.input(0));
      axis = 1 - axis;
    }
    List<String> said = extents.getOrDefault(x, List.of());
    if (said.size() != 3 || !(lengths instanceof NdArray.Longs longs)) {
      return false;
    }
    String steps = said.get(axis);
    return Arrays.stream(longs.data()).mapToObj(String::valueOf).allMatch(steps::equals);
  }

  /// How `name` is made of all outputs of a recurrent node.
  Merge merge(RecurrentNode from, String name) {
    Node node = maker(name);
    boolean both = from.node().text("direction", "forward").equals("bidirectional");
    boolean batchMajor = from.layout() == RecurrentNode.Layout.BATCH_MAJOR;
    if (node != null && !batchMajor && !both && isSqueeze(node, 1) && isY(from, node.input(0))) {
      return Merge.CONCATENATE;
    }
    if (node != null && batchMajor && !both && isSqueeze(node, 2) && isY(from, node.input(0))) {
      return Merge.CONCATENATE;
    }
    if (node != null && !batchMajor && isSum(node) && isY(from, node.input(0))) {
      return both ? Merge.SUM : Merge.CONCATENATE;
    }
    if (node != null && OperatorName.of(node).equals("Reshape") && flattens(node)) {
      Node turned = maker(node.input(0));
      if (batchMajor && isY(from, node.input(0))) {
        return Merge.CONCATENATE;
      }
      if (turned != null && isTranspose(turned, 0, 2, 1, 3) && isY(from, turned.input(0))) {
        return Merge.CONCATENATE;
      }
    }
    throw (node == null ? from.node() : node)
        .error(
            "stands between recurrent nodes, or behind the last; a bare stack has nothing there, so"
                + " take the recurrent nodes one by one");
  }

  private boolean isY(RecurrentNode node, String name) {
    return resolved(name).equals(node.node().output(0)); // a value is made once
  }

  private boolean isSame(Node node) {
    String training = node.input(2); // of a Dropout, which then drops
    return SAME.contains(OperatorName.of(node))
        && (training.isEmpty() || isFalse(constants.get(training)));
  }

  private static boolean isFalse(@Nullable NdArray value) {
    return value instanceof NdArray.Longs longs && Arrays.equals(longs.data(), new long[1]);
  }

  /// The name behind nodes that change nothing.
  String resolved(String name) {
    String current = name;
    // As many steps as there are nodes: a hostile file may go round in circles.
    for (int i = 0; i <= makers.size(); i++) {
      Node node = makers.get(current);
      if (node == null || !isSame(node) || !node.output(0).equals(current)) {
        return current;
      }
      current = node.input(0);
    }
    throw new FormatException("the graph goes round in a circle at \"" + name + "\"");
  }

  private static boolean isTranspose(Node node, long... order) {
    return OperatorName.of(node).equals("Transpose")
        && Arrays.equals(node.integers("perm").orElse(new long[0]), order);
  }

  private boolean isSqueeze(Node node, long axis) {
    return OperatorName.of(node).equals("Squeeze")
        && Arrays.equals(integers(node, 1, "axes"), new long[] {axis});
  }

  private boolean isSum(Node node) {
    return OperatorName.of(node).equals("ReduceSum")
        && node.integer("keepdims", 1) == 0
        && Arrays.equals(integers(node, 1, "axes"), new long[] {1});
  }

  /// `[a,b,D,H]` to `[a,b,D·H]`, whatever a and b are.
  private boolean flattens(Node node) {
    return node.integer("allowzero", 0) == 0
        && Arrays.equals(integers(node, 1, "shape"), new long[] {0, 0, -1});
  }

  /// The integers of an input, or of the attribute that older versions have; if they are not known
  /// they are like none that anybody expects.
  long[] integers(Node node, int input, String attribute) {
    if (node.input(input).isEmpty()) {
      return node.integers(attribute).orElse(new long[0]);
    }
    return constants.get(node.input(input)) instanceof NdArray.Longs longs
        ? longs.data()
        : new long[] {Long.MIN_VALUE};
  }

  /// Whether a value depends on the file alone, and on no input of the graph but one that has a
  /// default; shapes of values are taken for computed.
  boolean isGiven(String name) {
    Deque<String> open = new ArrayDeque<>(List.of(name));
    Set<String> seen = new HashSet<>();
    while (!open.isEmpty()) {
      String at = open.remove();
      Node node = makers.get(at);
      if (at.isEmpty() || !seen.add(at) || constants.containsKey(at) || hasDefault(at)) {
        continue;
      }
      if (node == null || node.type().equals("Shape") || hasBody(node)) {
        return false;
      }
      switch (OperatorName.of(node)) {
        case "ConstantOfShape" -> {}
        case "Expand", "Reshape", "Slice", "Split", "Squeeze", "Tile", "Unsqueeze" ->
            open.add(node.input(0));
        default -> open.addAll(node.inputs());
      }
    }
    return true;
  }

  private static boolean hasBody(Node node) {
    return node.attributes().values().stream().anyMatch(each -> each instanceof Attribute.OfGraph);
  }
}
