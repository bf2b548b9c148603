package dev.sluice.formats.onnx.stack;

import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.cell.CellKind;
import dev.sluice.formats.cell.CellSpec;
import dev.sluice.formats.cell.CoreStack;
import dev.sluice.formats.onnx.Attribute;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.RecurrentNode;
import dev.sluice.formats.onnx.loop.OperatorName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The states that recurrent nodes begin with, as a stack has them: those that the file gives are
/// its learned ones; those that the graph takes, the caller gives the stack too.
final class InitialStates {
  private static final float[] ZEROS = {};

  /// How far states are followed.
  private static final int STEPS = 64;

  private static final Set<String> REPEATING = Set.of("Expand", "Tile");

  /// What keeps the order of elements, or repeats a row.
  private static final Set<String> SHAPING =
      Set.of("Expand", "Reshape", "Squeeze", "Tile", "Unsqueeze");

  private static final Set<String> MOVING = Set.of("Slice", "Split", "Transpose");

  /// What becomes of states that the graph computes of its inputs.
  enum Computed {
    REFUSED,
    /// A node is taken out alone: whoever runs it gives its state.
    CUT_OFF
  }

  private final Wires wires;
  private final Computed computed;

  InitialStates(Wires wires, Computed computed) {
    this.wires = wires;
    this.computed = computed;
  }

  /// The learned initial state `[S]` of all layers, or empty where states are taken or zero.
  float[] of(List<RecurrentNode> nodes, List<CoreStack.Layer> layers) {
    int planes = nodes.getFirst().kind() == CellKind.LSTM ? 2 : 1;
    List<float[]> parts = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (int plane = 0; plane < planes; plane++) {
        parts.add(part(nodes.get(i), 5 + plane, i, layers.get(i).spec()));
      }
    }
    if (parts.stream().allMatch(part -> part.length == 0)) {
      return ZEROS;
    }
    CellSpec first = layers.getFirst().spec();
    int d = first.directions();
    int h = first.hidden();
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

  /// `[D,H]` of one layer, or empty.
  private float[] part(RecurrentNode from, int input, int layer, CellSpec cell) {
    String name = wires.resolved(from.node().input(input));
    if (name.isEmpty()) {
      return ZEROS;
    }
    NdArray constant = wires.constant(name);
    if (constant != null) {
      return constant(from, constant, cell);
    }
    if (wires.isInput(name)) {
      requireNoDefault(from, name);
      return ZEROS;
    }
    Node node = wires.maker(name);
    if (node == null) {
      throw from.node().error("takes \"" + name + "\", which no node makes");
    }
    if (OperatorName.of(node).equals("Expand")
        && wires.constant(wires.resolved(node.input(0))) instanceof NdArray.Floats given) {
      boolean zero = given.data().length == 1 && given.data()[0] == 0;
      return zero ? ZEROS : ofEverySequence(node, given, from, cell);
    }
    Optional<float[]> row = row(name, cell);
    if (row.isPresent()) {
      return isZero(row.get()) ? ZEROS : row.get();
    }
    if (isPart(node, name, layer, from, cell.directions())) {
      requireNoDefault(from, wires.resolved(node.input(0)));
      return ZEROS;
    }
    if (computed == Computed.CUT_OFF && !wires.isGiven(name)) {
      return ZEROS;
    }
    throw node.error(
        "makes the initial state of " + from.node() + "; a bare stack takes it as it is given");
  }

  private void requireNoDefault(RecurrentNode from, String input) {
    if (wires.hasDefault(input)) {
      throw from.node()
          .error(
              "its initial state has a default that the file gives; a bare stack starts from zeros,"
                  + " so make it a constant, or leave the default out");
    }
  }

  /// A constant that is no input of an Expand has the extents of the state.
  private static float[] constant(RecurrentNode from, NdArray constant, CellSpec cell) {
    int[] dims = constant.shape().dims();
    boolean fits =
        constant instanceof NdArray.Floats
            && dims.length == 3
            && dims[directions(from)] == cell.directions()
            && dims[2] == cell.hidden();
    if (!fits) {
      throw mismatch(from.node(), constant, cell);
    }
    float[] state = ofEverySequence(from.node(), (NdArray.Floats) constant, from, cell);
    return isZero(state) ? ZEROS : state;
  }

  static boolean isZero(float[] values) {
    for (float value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /// What a constant gives that nodes repeat and shape again: one number everywhere, or one row to
  /// every sequence.
  private Optional<float[]> row(String name, CellSpec cell) {
    String at = name;
    boolean row = cell.directions() == 1;
    boolean repeated = false;
    Node node = wires.maker(at);
    for (int i = 0; i < STEPS && node != null; i++) {
      String operator = OperatorName.of(node);
      if (operator.equals("ConstantOfShape")) {
        NdArray zero = NdArray.of(Shape.of(1), 0f);
        NdArray value =
            node.attribute("value", Attribute.OfTensor.class)
                .map(Attribute.OfTensor::value)
                .orElse(zero);
        return uniform(value, cell);
      }
      if (wires.constant(at) != null || !SHAPING.contains(operator) && !MOVING.contains(operator)) {
        break;
      }
      row &= SHAPING.contains(operator) && !repeated; // a row is repeated first, and shaped then
      repeated |= REPEATING.contains(operator);
      at = wires.resolved(node.input(0));
      node = wires.maker(at);
    }
    NdArray base = wires.constant(at);
    if (!(base instanceof NdArray.Floats floats)) {
      return Optional.empty();
    }
    int rank = base.shape().rank();
    row &= rank > 0 && base.shape().dim(rank - 1) == cell.hidden();
    return row && floats.data().length == cell.hidden()
        ? Optional.of(floats.data())
        : uniform(base, cell);
  }

  /// A value of which all elements are the same.
  private static Optional<float[]> uniform(NdArray value, CellSpec cell) {
    if (!(value instanceof NdArray.Floats floats) || floats.data().length == 0) {
      return Optional.empty();
    }
    float first = floats.data()[0];
    for (float each : floats.data()) {
      if (each != first) {
        return Optional.empty();
      }
    }
    float[] state = new float[cell.directions() * cell.hidden()];
    Arrays.fill(state, first);
    return Optional.of(state);
  }

  /// The axis of the directions; the other one before the features is the batch's.
  private static int directions(RecurrentNode from) {
    return from.layout() == RecurrentNode.Layout.BATCH_MAJOR ? 1 : 0;
  }

  /// `[D,H]` of a constant that is, or is broadcast to, `[D,batch,H]`; all sequences of a stack
  /// begin alike.
  private static float[] ofEverySequence(
      Node at, NdArray.Floats given, RecurrentNode from, CellSpec cell) {
    int rank = given.shape().rank();
    int[] dims = {1, 1, 1};
    for (int i = 0; i < Math.min(rank, 3); i++) {
      dims[2 - i] = given.shape().dim(rank - 1 - i);
    }
    int axis = directions(from);
    int batch = dims[1 - axis];
    boolean fits =
        rank <= 3
            && batch > 0
            && (dims[axis] == 1 || dims[axis] == cell.directions())
            && (dims[2] == 1 || dims[2] == cell.hidden());
    if (!fits) {
      throw mismatch(at, given, cell);
    }
    float[] state = new float[cell.directions() * cell.hidden()];
    for (int k = 0; k < cell.directions(); k++) {
      for (int j = 0; j < cell.hidden(); j++) {
        int direction = dims[axis] == 1 ? 0 : k;
        int feature = dims[2] == 1 ? 0 : j;
        int first = (axis == 0 ? direction * batch : direction) * dims[2] + feature;
        state[k * cell.hidden() + j] = given.data()[first];
      }
    }
    int stride = (axis == 0 ? 1 : dims[1]) * dims[2]; // from one sequence to the next
    for (int i = 0; i < given.data().length; i++) {
      boolean later = i / stride % batch > 0;
      if (later && given.data()[i] != given.data()[i - stride]) {
        throw at.error(
            "gives each sequence of the batch another initial state; all sequences of a stack"
                + " begin alike");
      }
    }
    return state;
  }

  private static FormatException mismatch(Node at, NdArray given, CellSpec cell) {
    return at.error(
        "has the initial state "
            + given
            + ", expected floats of "
            + cell.directions()
            + " directions and "
            + cell.hidden()
            + " units for each sequence");
  }

  /// Layer `layer`'s part of an input with the states of all layers, along the axis that the
  /// directions have in a node.
  private boolean isPart(Node node, String name, int layer, RecurrentNode from, int directions) {
    if (!wires.isInput(wires.resolved(node.input(0)))) {
      return false;
    }
    int axis = directions(from);
    if (OperatorName.of(node).equals("Split")) {
      long[] sizes = wires.integers(node, 1, "split");
      return node.integer("axis", 0) == axis
          && Arrays.stream(sizes).allMatch(size -> size == directions)
          && node.output(layer).equals(name);
    }
    if (OperatorName.of(node).equals("Slice")) {
      long start = (long) layer * directions;
      long[] ends = wires.integers(node, 2, "ends");
      long[] axes = wires.integers(node, 3, "axes");
      return Arrays.equals(wires.integers(node, 1, "starts"), new long[] {start})
          && ends.length == 1
          && ends[0] >= start + directions
          && Arrays.equals(axes.length == 0 ? new long[1] : axes, new long[] {axis})
          && Arrays.stream(wires.integers(node, 4, "steps")).allMatch(step -> step == 1);
    }
    return false;
  }
}
