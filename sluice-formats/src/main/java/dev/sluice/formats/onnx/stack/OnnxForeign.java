package dev.sluice.formats.onnx.stack;

import dev.sluice.core.model.RecurrentModel;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.cell.CoreStack;
import dev.sluice.formats.explain.Explanation;
import dev.sluice.formats.explain.ForeignModel;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.OnnxModelOptions;
import dev.sluice.formats.onnx.RecurrentNode;
import dev.sluice.formats.onnx.ResetDoubt;
import dev.sluice.formats.onnx.ValueInfo;
import dev.sluice.formats.onnx.run.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// An ONNX file as a source of stacks.
public final class OnnxForeign implements ForeignModel {
  private final OnnxFile file;
  private final OnnxFile fused;
  private final OnnxModelOptions options;
  private final StackImport stacks;

  /// A file, taken as `options` say.
  ///
  /// @throws FormatException if its constants cannot be computed
  public OnnxForeign(OnnxFile file, OnnxModelOptions options) {
    this.file = file;
    this.options = options;
    stacks = new StackImport(file, options);
    fused = stacks.fusion().file();
  }

  @Override
  public RecurrentModel stack() {
    return stacks.whole();
  }

  @Override
  public RecurrentModel stack(String part) {
    return stacks.node(part);
  }

  @Override
  public List<String> warnings() {
    return options.equals(OnnxModelOptions.AS_WRITTEN)
        ? ResetDoubt.in(file).stream().toList()
        : List.of();
  }

  @Override
  public Explanation explain() {
    long parameters = 0;
    for (NdArray constant : file.graph().constants().values()) {
      parameters += constant instanceof NdArray.Floats floats ? floats.data().length : 0;
    }
    List<Explanation.Part> parts = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    notes.add("inputs: " + infos(file.graph().inputs()));
    notes.add("outputs: " + infos(file.graph().outputs()));
    notes.addAll(stacks.fusion().fused());
    for (RecurrentNode node : StackImport.nodes(fused)) {
      try {
        CoreStack.Layer layer = stacks.layer(node);
        parts.add(
            Explanation.Part.of(
                name(node.node()), layer.spec(), layer.weights(), convention(node)));
      } catch (FormatException e) {
        notes.add(e.getMessage());
      }
    }
    notes.add("operators: " + operators());
    notes.add(runs());
    String producer = file.producer().isEmpty() ? "an unnamed producer" : file.producer();
    String version = file.producerVersion().isEmpty() ? "" : " " + file.producerVersion();
    return new Explanation(
        "ONNX, opset " + file.opset() + ", by " + producer + version, parameters, parts, notes);
  }

  private static String name(Node node) {
    return node.name().isEmpty() ? node.output(0) : node.name();
  }

  private static String convention(RecurrentNode node) {
    return switch (node.kind()) {
      case GRU ->
          "gates z, r, n; z weighs the old state in the file; linear_before_reset "
              + node.node().integer("linear_before_reset", 0);
      case LSTM -> "gates i, o, f, c in the file";
      case RNN -> "one block";
    };
  }

  private String operators() {
    Map<String, Integer> counts = new TreeMap<>();
    file.graph().nodes().forEach(node -> counts.merge(node.type(), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(each -> each.getKey() + (each.getValue() == 1 ? "" : " " + each.getValue()))
        .collect(Collectors.joining(", "));
  }

  private String runs() {
    try {
      OnnxModel.of(stacks.fused(), options);
      return "the graph runs here as a whole";
    } catch (FormatException e) {
      return "the graph does not run here: " + e.getMessage();
    }
  }

  private static String infos(List<ValueInfo> infos) {
    return infos.stream().map(ValueInfo::toString).collect(Collectors.joining(", "));
  }
}
