package dev.sluice.formats.onnx.loop;

import dev.sluice.formats.onnx.Node;
import java.util.Set;

/// What nodes are called by those who look for GRUs among them: a node is an `Add` only if it is
/// ONNX's own, and takes no more than an `Add` does.
public final class OperatorName {
  private static final Set<String> OF_ANY = Set.of("Concat", "Sum", "Loop", "Scan");
  private static final Set<String> OF_TWO =
      Set.of(
          "Add",
          "And",
          "Div",
          "Expand",
          "Gather",
          "Less",
          "MatMul",
          "Mul",
          "ReduceSum",
          "Reshape",
          "SequenceAt",
          "Split",
          "SplitToSequence",
          "Squeeze",
          "Sub",
          "Tile",
          "Unsqueeze");
  private static final Set<String> OF_THREE = Set.of("Dropout", "Gemm", "SequenceInsert");

  private OperatorName() {}

  /// The node's type, or a text that is no type's, such as `com.acme.Add` or `Tanh of 2 inputs`.
  public static String of(Node node) {
    if (!node.domain().isEmpty()) {
      return node.domain() + "." + node.type();
    }
    int inputs = node.inputs().size();
    while (inputs > 0 && node.input(inputs - 1).isEmpty()) {
      inputs--;
    }
    return inputs <= most(node.type()) ? node.type() : node.type() + " of " + inputs + " inputs";
  }

  private static int most(String type) {
    if (OF_ANY.contains(type)) {
      return Integer.MAX_VALUE;
    }
    if (type.equals("Slice")) {
      return 5;
    }
    return OF_THREE.contains(type) ? 3 : OF_TWO.contains(type) ? 2 : 1;
  }
}
