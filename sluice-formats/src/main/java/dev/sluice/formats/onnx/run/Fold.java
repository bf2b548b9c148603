package dev.sluice.formats.onnx.run;

import dev.sluice.formats.onnx.Graph;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.OnnxModelOptions;
import dev.sluice.formats.onnx.ValueInfo;
import dev.sluice.formats.onnx.WeightCopies;
import dev.sluice.formats.onnx.loop.LoopFusion;
import dev.sluice.formats.onnx.loop.OperatorName;
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

  /// These share the elements that they take.
  private static final Set<String> VIEWS = Set.of("Identity", "Squeeze", "Unsqueeze", "Reshape");

  private Fold() {}

  /// Values by name that are the same in every run.
  ///
  /// @throws dev.sluice.formats.FormatException if a node cannot compute its constants, or they
  ///   take more memory than the file's size allows
  public static Map<String, NdArray> constants(OnnxFile file) {
    return constants(file, Map.of());
  }

  /// @param before values that are known already
  private static Map<String, NdArray> constants(OnnxFile file, Map<String, NdArray> before) {
    Graph graph = file.graph();
    Map<String, NdArray> known = new HashMap<>(before);
    known.putAll(graph.constants());
    for (ValueInfo input : graph.inputs()) {
      known.remove(input.name()); // a default that the caller may replace
    }
    WeightCopies copies = new WeightCopies();
    for (Node node : graph.nodes()) {
      Plan plan = new Plan(node, known, file.opset(), OnnxModelOptions.AS_WRITTEN, copies);
      if (!node.domain().isEmpty() || before.keySet().containsAll(node.outputs())) {
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

  /// A file with its loops fused, and its constants: computed once, for all that is made of it.
  public record Fused(LoopFusion fusion, Map<String, NdArray> constants) {}

  /// A file with the loops fused that are GRUs.
  ///
  /// @throws dev.sluice.formats.FormatException as [#constants]
  public static Fused fused(OnnxFile file) {
    Map<String, NdArray> known = constants(file);
    LoopFusion fusion = LoopFusion.of(file, known);
    return new Fused(fusion, fusion.fused().isEmpty() ? known : constants(fusion.file(), known));
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
      bytes += value == null ? 0 : Memory.bytes(value);
    }
    OperatorName.requireKnownInputs(node);
    Operator.Factory factory = Operators.known().get(node.type());
    if (factory == null) {
      return;
    }
    if (!VIEWS.contains(node.type())) {
      // Integers take twice the bytes of floats: a Cast may make one of the other.
      long made = node.type().equals("Cast") ? 2 * bytes : bytes;
      node.source().allocate(made, node.offset(), node.toString());
    }
    List<NdArray> values =
        factory.create(plan).run(new Call(node, given, null, new Memory(Long.MAX_VALUE)));
    for (int i = 0; i < values.size(); i++) {
      if (!node.output(i).isEmpty()) {
        known.put(node.output(i), values.get(i));
      }
    }
  }
}
