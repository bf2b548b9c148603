package dev.sluice.formats.onnx.loop;

import dev.sluice.formats.onnx.Graph;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.ValueInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the graph around a loop tells of its values.
final class Surroundings {
  /// Operators that leave the values as they are, if not always the shape.
  private static final long INT32 = 6;

  private static final long INT64 = 7;
  private static final Set<String> SAME =
      Set.of("Identity", "Cast", "Squeeze", "Unsqueeze", "Reshape");

  /// How far values are followed; graphs are as deep as files say.
  private static final int STEPS = 64;

  private final Graph graph;
  private final Map<String, NdArray> constants;
  private final Map<String, Node> makers = new HashMap<>();

  Surroundings(Graph graph, Map<String, NdArray> constants) {
    this.graph = graph;
    this.constants = constants;
    for (Node node : graph.nodes()) {
      node.outputs().forEach(output -> makers.put(output, node));
    }
    makers.remove(""); // outputs that are not wanted
  }

  Map<String, NdArray> constants() {
    return constants;
  }

  @Nullable Node maker(String name) {
    return makers.get(name);
  }

  /// An integer or truth value that is a constant.
  @Nullable Long whole(String name) {
    return constants.get(name) instanceof NdArray.Longs longs && longs.data().length == 1
        ? (Long) longs.data()[0]
        : null;
  }

  /// What splits a tensor into a sequence of single steps.
  @Nullable Node split(String sequence) {
    Node split = makers.get(sequence);
    if (split == null || !OperatorName.of(split).equals("SplitToSequence")) {
      return null;
    }
    Long size = whole(split.input(1));
    return split.input(1).isEmpty() || size != null && size == 1 ? split : null;
  }

  private @Nullable ValueInfo input(String name) {
    for (ValueInfo input : graph.inputs()) {
      if (input.name().equals(name)) {
        return input;
      }
    }
    return null;
  }

  /// The extents of an input, or of a constant, as far as they are said.
  List<String> extents(String name) {
    ValueInfo input = input(name);
    if (input != null) {
      return input.extents();
    }
    NdArray constant = constants.get(name);
    return constant == null
        ? List.of()
        : Arrays.stream(constant.shape().dims()).mapToObj(String::valueOf).toList();
  }

  static OptionalInt number(String extent) {
    return extent.matches("[1-9][0-9]{0,8}")
        ? OptionalInt.of(Integer.parseInt(extent))
        : OptionalInt.empty();
  }

  /// The extent of the last axis, if it can be told.
  OptionalInt width(String name) {
    String at = name;
    for (int i = 0; i < STEPS; i++) {
      List<String> extents = extents(at);
      if (!extents.isEmpty()) {
        return number(extents.getLast());
      }
      Node node = makers.get(at);
      if (node == null) {
        return OptionalInt.empty();
      }
      switch (OperatorName.of(node)) {
        case "MatMul", "Gemm" -> {
          return columns(node);
        }
        case "Gather" -> {
          // A table of embeddings.
          List<String> table = node.integer("axis", 0) == 0 ? extents(node.input(0)) : List.of();
          return table.size() == 2 ? number(table.getLast()) : OptionalInt.empty();
        }
        case "Add" -> at = constants.containsKey(node.input(0)) ? node.input(1) : node.input(0);
        case "Transpose" -> {
          long[] order = node.integers("perm").orElse(new long[0]);
          if (order.length != 3 || order[2] != 2) {
            return OptionalInt.empty();
          }
          at = node.input(0);
        }
        case "Identity", "Cast", "Dropout", "Relu", "Tanh", "Sigmoid" -> at = node.input(0);
        default -> {
          return OptionalInt.empty();
        }
      }
    }
    return OptionalInt.empty();
  }

  private OptionalInt columns(Node product) {
    List<String> extents = extents(product.input(1));
    boolean turned = product.type().equals("Gemm") && product.integer("transB", 0) != 0;
    return extents.size() == 2
        ? number(turned ? extents.getFirst() : extents.getLast())
        : OptionalInt.empty();
  }

  /// A value and one of its axes, before they were transposed.
  private record Axis(String name, long axis) {}

  private Axis origin(String name, long axis) {
    Axis at = new Axis(name, axis);
    for (int i = 0; i < STEPS; i++) {
      Node node = makers.get(at.name);
      String operator = node == null ? "" : OperatorName.of(node);
      if (node != null && (operator.equals("Identity") || operator.equals("Cast"))) {
        at = new Axis(node.input(0), at.axis);
      } else if (node != null && operator.equals("Transpose")) {
        long[] order = node.integers("perm").orElse(new long[0]);
        if (at.axis < 0 || at.axis >= order.length) {
          return at;
        }
        at = new Axis(node.input(0), order[(int) at.axis]);
      } else {
        return at;
      }
    }
    return at;
  }

  /// Whether a value is, in every run, the extent of `x` along an axis.
  boolean isLength(String name, String x, long axis) {
    Long constant = whole(name);
    Axis steps = origin(x, axis);
    if (constant != null) {
      List<String> extents = extents(steps.name);
      return steps.axis >= 0
          && steps.axis < extents.size()
          && extents.get((int) steps.axis).equals(constant.toString());
    }
    Node node = makers.get(name);
    for (int i = 0; i < STEPS && node != null && isSame(node); i++) {
      node = makers.get(node.input(0));
    }
    if (node == null) {
      return false;
    }
    if (OperatorName.of(node).equals("SequenceLength")) {
      Node split = split(node.input(0));
      return split != null
          && split.integer("axis", 0) >= 0
          && origin(split.input(0), split.integer("axis", 0)).equals(steps);
    }
    Node shape = makers.get(node.input(0));
    if (shape == null || !OperatorName.of(shape).equals("Shape") || isPart(shape)) {
      return false;
    }
    Long index =
        switch (OperatorName.of(node)) {
          case "Gather" -> whole(node.input(1));
          case "Slice" -> single(node);
          default -> null;
        };
    return index != null && index >= 0 && origin(shape.input(0), index).equals(steps);
  }

  /// Whether a Shape gives some extents only (`start` and `end`, opset 15).
  static boolean isPart(Node shape) {
    return shape.attributes().containsKey("start") || shape.attributes().containsKey("end");
  }

  /// Whether a node leaves numbers of steps as they are.
  private static boolean isSame(Node node) {
    long type = node.integer("to", INT64);
    return SAME.contains(OperatorName.of(node))
        && (!node.type().equals("Cast") || type == INT32 || type == INT64);
  }

  /// The element that a slice of one takes.
  private @Nullable Long single(Node slice) {
    long[] starts = slice.integers("starts").orElse(new long[0]);
    long[] ends = slice.integers("ends").orElse(new long[0]);
    Long from = starts.length == 1 ? (Long) starts[0] : whole(slice.input(1));
    Long to = ends.length == 1 ? (Long) ends[0] : whole(slice.input(2));
    return from != null && to != null && to == from + 1 ? from : null;
  }
}
