package dev.sluice.formats.onnx.stack;

import dev.sluice.core.nn.Merge;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.cell.CellKind;
import dev.sluice.formats.cell.CellSpec;
import dev.sluice.formats.cell.CoreStack;
import dev.sluice.formats.onnx.Graph;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.RecurrentNode;
import dev.sluice.formats.onnx.ValueInfo;
import java.util.ArrayList;
import java.util.Arrays;
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

  /// Inputs for which the file has values that are not all zero.
  private final Set<String> defaults = new HashSet<>();

  Wires(Graph graph, Map<String, NdArray> constants) {
    this.constants = constants;
    graph.inputs().stream().map(ValueInfo::name).forEach(inputs::add);
    for (String input : inputs) {
      if (graph.constants().get(input) instanceof NdArray.Floats given && !isZero(given)) {
        defaults.add(input);
      }
    }
    for (Node node : graph.nodes()) {
      node.outputs().forEach(output -> makers.put(output, node));
    }
  }

  @Nullable NdArray constant(String name) {
    return constants.get(name);
  }

  private @Nullable Node maker(String name) {
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

  /// All nodes look at the same lengths.
  void requireSameLengths(List<RecurrentNode> nodes) {
    String first = resolved(nodes.getFirst().node().input(4));
    if (!first.isEmpty() && constant(first) != null) {
      throw nodes
          .getFirst()
          .node()
          .error("has sequence_lens that the file gives; a bare stack has no lengths of its own");
    }
    for (RecurrentNode node : nodes) {
      if (!resolved(node.node().input(4)).equals(first)) {
        throw node.node().error("has other sequence_lens than the first recurrent node");
      }
    }
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
    if (node != null && node.type().equals("Reshape") && flattens(node)) {
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

  /// The name behind nodes that change nothing.
  private String resolved(String name) {
    String current = name;
    // As many steps as there are nodes: a hostile file may go round in circles.
    for (int i = 0; i <= makers.size(); i++) {
      Node node = makers.get(current);
      if (node == null || !SAME.contains(node.type()) || !node.output(0).equals(current)) {
        return current;
      }
      current = node.input(0);
    }
    throw new FormatException("the graph goes round in a circle at \"" + name + "\"");
  }

  private static boolean isTranspose(Node node, long... order) {
    return node.type().equals("Transpose")
        && Arrays.equals(node.integers("perm").orElse(new long[0]), order);
  }

  private boolean isSqueeze(Node node, long axis) {
    return node.type().equals("Squeeze")
        && Arrays.equals(integers(node, 1, "axes"), new long[] {axis});
  }

  private boolean isSum(Node node) {
    return node.type().equals("ReduceSum")
        && node.integer("keepdims", 1) == 0
        && Arrays.equals(integers(node, 1, "axes"), new long[] {1});
  }

  /// `[a,b,D,H]` to `[a,b,D·H]`, whatever a and b are.
  private boolean flattens(Node node) {
    return node.integer("allowzero", 0) == 0
        && Arrays.equals(integers(node, 1, "shape"), new long[] {0, 0, -1});
  }

  private long[] integers(Node node, int input, String attribute) {
    return constants.get(node.input(input)) instanceof NdArray.Longs longs
        ? longs.data()
        : node.integers(attribute).orElse(new long[0]);
  }

  /// The learned initial state `[S]` of all layers, or empty where states are given or zero.
  float[] initialState(List<RecurrentNode> nodes, List<CoreStack.Layer> layers) {
    boolean lstm = nodes.getFirst().kind() == CellKind.LSTM;
    List<float[]> parts = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      CellSpec cell = layers.get(i).spec();
      for (int plane = 0; plane < (lstm ? 2 : 1); plane++) {
        parts.add(learned(nodes.get(i), 5 + plane, i, cell));
      }
    }
    if (parts.stream().allMatch(part -> part.length == 0)) {
      return new float[0];
    }
    CellSpec first = layers.getFirst().spec();
    int d = first.directions();
    int h = first.hidden();
    int planes = lstm ? 2 : 1;
    float[] state = new float[layers.size() * d * planes * h];
    for (int i = 0; i < parts.size(); i++) {
      for (int k = 0; k < d && parts.get(i).length > 0; k++) {
        int layer = i / planes;
        int to = ((layer * d + k) * planes + i % planes) * h;
        System.arraycopy(parts.get(i), k * h, state, to, h);
      }
    }
    return state;
  }

  private static boolean isZero(NdArray.Floats values) {
    for (float value : values.data()) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /// A constant `[D,1,H]` that is expanded to the batch, or empty for zeros and inputs.
  private float[] learned(RecurrentNode from, int input, int layer, CellSpec cell) {
    String name = from.node().input(input);
    if (!name.isEmpty() && defaults.contains(resolved(name))) {
      throw from.node()
          .error(
              "its initial state has a default that the file gives; a bare stack starts from zeros");
    }
    if (name.isEmpty() || inputs.contains(resolved(name))) {
      return new float[0];
    }
    Node node = maker(name);
    if (node == null) {
      throw from.node().error("its initial state is a constant of one batch size");
    }
    if (node.type().equals("Expand")
        && constants.get(node.input(0)) instanceof NdArray.Floats state) {
      return expanded(node, state, cell);
    }
    boolean zeros = node.type().equals("ConstantOfShape") && node.attributes().isEmpty();
    if (zeros || isPart(node, name, layer, cell.directions())) {
      return new float[0];
    }
    throw node.error(
        "makes the initial state of " + from.node() + "; a bare stack takes it as it is given");
  }

  private static float[] expanded(Node node, NdArray.Floats state, CellSpec cell) {
    int d = cell.directions();
    int h = cell.hidden();
    float[] values = state.data();
    boolean one = values.length == 1 && values[0] == 0;
    if (one) {
      return new float[0];
    }
    int[] dims = state.shape().dims();
    boolean leading =
        dims.length == 3 ? dims[1] == 1 && dims[0] == d : d == 1 && values.length == h;
    if (values.length != d * h || dims.length < 1 || dims[dims.length - 1] != h || !leading) {
      throw node.error("expands " + state + " to an initial state of [" + d + ",batch," + h + "]");
    }
    return values;
  }

  /// Layer `layer`'s part of an input with the states of all layers.
  private boolean isPart(Node node, String name, int layer, int directions) {
    if (!inputs.contains(resolved(node.input(0)))) {
      return false;
    }
    if (node.type().equals("Split")) {
      long[] sizes = integers(node, 1, "split");
      return node.integer("axis", 0) == 0
          && Arrays.stream(sizes).allMatch(size -> size == directions)
          && node.output(layer).equals(resolved(name));
    }
    if (node.type().equals("Slice")) {
      long from = (long) layer * directions;
      long[] ends = integers(node, 2, "ends");
      return Arrays.equals(integers(node, 1, "starts"), new long[] {from})
          && ends.length == 1
          && ends[0] >= from + directions
          && Arrays.stream(integers(node, 3, "axes")).allMatch(axis -> axis == 0)
          && Arrays.stream(integers(node, 4, "steps")).allMatch(step -> step == 1);
    }
    return false;
  }
}
