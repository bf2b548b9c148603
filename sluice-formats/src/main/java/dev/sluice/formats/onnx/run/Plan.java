package dev.sluice.formats.onnx.run;

import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.OnnxModelOptions;
import dev.sluice.formats.onnx.WeightCopies;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of a node before it runs.
///
/// @param constants by name, of the whole graph
/// @param opset the version of ONNX's operators
/// @param copies of weights, of the whole graph
record Plan(
    Node node,
    Map<String, NdArray> constants,
    int opset,
    OnnxModelOptions options,
    WeightCopies copies) {
  /// Input `i` if it is a constant.
  @Nullable NdArray constant(int i) {
    String name = node.input(i);
    return name.isEmpty() ? null : constants.get(name);
  }
}
