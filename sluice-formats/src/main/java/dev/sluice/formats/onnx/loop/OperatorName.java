package dev.sluice.formats.onnx.loop;

import dev.sluice.formats.onnx.Node;
import java.util.Map;
import java.util.Set;

/// What nodes are called: a node is an `Add` only if it is ONNX's own, and takes no more than an
/// `Add` does.
public final class OperatorName {
  private static final Set<String> OF_ANY = Set.of("Concat", "Max", "Min", "Sum", "Loop", "Scan");
  private static final Set<String> OF_TWO =
      Set.of(
          "Add",
          "And",
          "Div",
          "Equal",
          "Expand",
          "Gather",
          "Greater",
          "Less",
          "MatMul",
          "Mul",
          "PRelu",
          "Pow",
          "ReduceMax",
          "ReduceMean",
          "ReduceSum",
          "Reshape",
          "SequenceAt",
          "Split",
          "SplitToSequence",
          "Squeeze",
          "Sub",
          "Tile",
          "Unsqueeze");
  private static final Set<String> OF_THREE =
      Set.of(
          "Clip",
          "Conv",
          "ConvTranspose",
          "Dropout",
          "Gemm",
          "LayerNormalization",
          "ScatterND",
          "SequenceInsert",
          "Where");
  private static final Map<String, Integer> OF_MORE =
      Map.of("Pad", 4, "Slice", 5, "BatchNormalization", 5, "GRU", 6, "RNN", 6, "LSTM", 8);

  private OperatorName() {}

  /// The node's type, or the empty text if it is no operator of ONNX's.
  public static String of(Node node) {
    boolean known = node.domain().isEmpty() && node.inputs().size() <= most(node.type());
    return known ? node.type() : "";
  }

  /// Refuses inputs that the operator does not have: whoever wrote them meant something by them.
  ///
  /// @throws dev.sluice.formats.FormatException if there are such
  public static void requireKnownInputs(Node node) {
    int most = most(node.type());
    if (node.inputs().size() > most) {
      throw node.error("takes %d inputs at most, not %d".formatted(most, node.inputs().size()));
    }
  }

  private static int most(String type) {
    if (OF_ANY.contains(type)) {
      return Integer.MAX_VALUE;
    }
    int few = OF_THREE.contains(type) ? 3 : OF_TWO.contains(type) ? 2 : 1;
    return OF_MORE.getOrDefault(type, few);
  }
}
