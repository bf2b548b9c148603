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

  /// The node's type, or the empty text if it is no operator of ONNX's.
  public static String of(Node node) {
    boolean known = node.domain().isEmpty() && node.inputs().size() <= most(node.type());
    return known ? node.type() : "";
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
