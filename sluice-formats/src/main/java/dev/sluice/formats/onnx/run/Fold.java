package dev.sluice.formats.onnx.run;

import dev.sluice.formats.onnx.Graph;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.OnnxModelOptions;
import dev.sluice.formats.onnx.ValueInfo;
import dev.sluice.formats.onnx.WeightCopies;
import dev.sluice.formats.onnx.loop.LoopFusion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of a graph's values before it runs: its constants, and what nodes that only
/// rearrange make of constants, as exporters write weights.
public final class Fold {
  /// None of these makes more than it takes.
  private static final Set<String> REARRANGING =
      Set.of(
          "Identity",
          "Concat",
          "Slice",
          "Split",
          "Squeeze",
          "Unsqueeze",
          "Reshape",
          "Transpose",
          "Cast",
          "Neg");

  private Fold() {}

  /// Values by name that are the same in every run.
  ///
  /// @throws dev.sluice.formats.FormatException if a node cannot compute its constants, or they
  ///   take more memory than the file's size allows
  public static Map<String, NdArray> constants(OnnxFile file) {
    Graph graph = file.graph();
    Map<String, NdArray> known = new HashMap<>(graph.constants());
    for (ValueInfo input : graph.inputs()) {
      known.remove(input.name()); // a default that the caller may replace
    }
    WeightCopies copies = new WeightCopies();
    for (Node node : graph.nodes()) {
      Plan plan = new Plan(node, known, file.opset(), OnnxModelOptions.AS_WRITTEN, copies);
      if (!node.domain().isEmpty()) {
        continue;
      }
      if (node.type().equals("Constant") && !node.output(0).isEmpty()) {
        known.put(node.output(0), ((ConstantOperator) ShapeOperators.constant(plan)).value());
      } else if (REARRANGING.contains(node.type())) {
        fold(plan, known);
      }
    }
    return known;
  }

  /// A file with its loops fused, and its constants.
  public record Fused(LoopFusion fusion, Map<String, NdArray> constants) {}

  /// A file with the loops fused that are GRUs.
  ///
  /// @throws dev.sluice.formats.FormatException as [#constants]
  public static Fused fused(OnnxFile file) {
    Map<String, NdArray> known = constants(file);
    LoopFusion fusion = LoopFusion.of(file, known);
    return new Fused(fusion, fusion.fused().isEmpty() ? known : constants(fusion.file()));
  }

  private static void fold(Plan plan, Map<String, NdArray> known) {
    Node node = plan.node();
    List<@Nullable NdArray> given = new ArrayList<>();
    long bytes = 0;
    for (String input : node.inputs()) {
      NdArray value = input.isEmpty() ? null : known.get(input);
      if (value == null && !input.isEmpty()) {
        return;
      }
      given.add(value);
      bytes += value == null ? 0 : 8L * value.shape().size();
    }
    Operator.Factory factory = Operators.known().get(node.type());
    if (factory == null) {
      return;
    }
    node.source().allocate(bytes, node.offset(), node.toString());
    List<NdArray> made = factory.create(plan).run(new Call(node, given, null));
    for (int i = 0; i < made.size(); i++) {
      if (!node.output(i).isEmpty()) {
        known.put(node.output(i), made.get(i));
      }
    }
  }
}
