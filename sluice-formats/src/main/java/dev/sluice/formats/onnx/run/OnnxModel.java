package dev.sluice.formats.onnx.run;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.formats.FormatException;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An ONNX graph that runs: frozen, for any number of threads, each with a workspace of its own.
///
/// ```java
/// OnnxModel model = OnnxModel.of(OnnxFile.read(Path.of("model.onnx")));
/// try (Workspace workspace = Workspace.threads(1)) {
///   Map<String, NdArray> y = model.run(workspace, Map.of("x", NdArray.of(Shape.of(5, 1, 8), x)));
/// }
/// ```
public final class OnnxModel {
  private final OnnxFile file;
  private final List<Step> steps;
  private final long memory;

  /// @param done names that no later step and no output needs
  private record Step(Node node, Operator operator, List<String> done) {}

  private OnnxModel(OnnxFile file, List<Step> steps, long memory) {
    this.file = file;
    this.steps = List.copyOf(steps);
    this.memory = memory;
  }

  /// A model that computes what its file says.
  ///
  /// @throws FormatException if it has operators that are not known, naming them all, or is wrong
  public static OnnxModel of(OnnxFile file) {
    return of(file, OnnxModelOptions.AS_WRITTEN);
  }

  /// A model, taken as `options` say.
  ///
  /// @throws FormatException if it has operators that are not known, naming them all, or is wrong
  public static OnnxModel of(OnnxFile written, OnnxModelOptions options) {
    return of(Fold.fused(written), options);
  }

  /// A model of a file whose constants are known and whose loops are fused.
  ///
  /// @throws FormatException if it has operators that are not known, naming them all, or is wrong
  public static OnnxModel of(Fold.Fused fused, OnnxModelOptions options) {
    LoopFusion fusion = fused.fusion();
    OnnxFile file = fusion.file();
    TreeSet<String> unknown = new TreeSet<>();
    for (Node node : file.graph().nodes()) {
      if (factory(node) == null) {
        String reason = fusion.refused().get(node.offset());
        String type = node.domain().isEmpty() ? node.type() : node.domain() + "." + node.type();
        unknown.add(reason == null ? type : node + " (no GRU written out: " + reason + ")");
      }
    }
    if (!unknown.isEmpty()) {
      throw new FormatException(
          "the graph has operators that are not known here: "
              + String.join(", ", unknown)
              + "; its recurrent nodes can be taken out one by one");
    }
    List<Step> steps = new ArrayList<>();
    List<List<String>> done = done(file);
    Map<String, NdArray> constants = fused.constants();
    WeightCopies copies = new WeightCopies();
    TreeSet<String> made = new TreeSet<>(file.graph().constants().keySet());
    file.graph().inputs().forEach(input -> made.add(input.name()));
    for (Node node : file.graph().nodes()) {
      for (String input : node.inputs()) {
        if (!input.isEmpty() && !made.contains(input)) {
          throw node.error("takes \"" + input + "\", which no node before it makes");
        }
      }
      Operator.Factory factory = factory(node);
      if (factory == null) {
        throw node.error("is not known");
      }
      OperatorName.requireKnownInputs(node);
      Plan plan = new Plan(node, constants, file.opset(), options, copies);
      steps.add(new Step(node, factory.create(plan), done.get(steps.size())));
      made.addAll(node.outputs());
    }
    for (ValueInfo output : file.graph().outputs()) {
      if (!made.contains(output.name())) {
        throw new FormatException("the output \"" + output.name() + "\" is made by no node");
      }
    }
    return new OnnxModel(file, steps, options.memory());
  }

  /// For each node the values that are needed no more behind it.
  private static List<List<String>> done(OnnxFile file) {
    List<Node> nodes = file.graph().nodes();
    Set<String> needed = new HashSet<>();
    file.graph().outputs().forEach(output -> needed.add(output.name()));
    List<List<String>> done = new ArrayList<>();
    for (Node node : nodes.reversed()) {
      List<String> last = new ArrayList<>();
      for (String name : Stream.concat(node.inputs().stream(), node.outputs().stream()).toList()) {
        if (!name.isEmpty() && needed.add(name)) {
          last.add(name);
        }
      }
      done.add(last);
    }
    return done.reversed();
  }

  /// What a graph says of an input's extents, a loop that was fused may rely on.
  private static void requireExtents(ValueInfo input, @Nullable NdArray value) {
    if (value == null || input.extents().isEmpty()) {
      return;
    }
    int[] dims = value.shape().dims();
    boolean fits = dims.length == input.extents().size();
    for (int axis = 0; fits && axis < dims.length; axis++) {
      String extent = input.extents().get(axis);
      fits = !extent.matches("[0-9]+") || extent.equals(String.valueOf(dims[axis]));
    }
    if (!fits) {
      throw new FormatException("the graph takes " + input + ", but was given " + value);
    }
  }

  private static Operator.@Nullable Factory factory(Node node) {
    return node.domain().isEmpty() ? Operators.known().get(node.type()) : null;
  }

  /// What it takes; those with a constant of the same name may be left out.
  public List<ValueInfo> inputs() {
    return file.graph().inputs();
  }

  /// What it gives.
  public List<ValueInfo> outputs() {
    return file.graph().outputs();
  }

  /// Computes the outputs.
  ///
  /// @param inputs by name
  /// @throws FormatException if an input is missing or unknown, or a node cannot compute its inputs
  public Map<String, NdArray> run(Workspace workspace, Map<String, NdArray> inputs) {
    Map<String, NdArray> values = new HashMap<>(file.graph().constants());
    TreeSet<String> names = new TreeSet<>();
    file.graph().inputs().forEach(input -> names.add(input.name()));
    for (Map.Entry<String, NdArray> input : inputs.entrySet()) {
      if (!names.contains(input.getKey())) {
        throw new FormatException(
            "the graph has no input \"" + input.getKey() + "\"; it has " + inputs());
      }
      values.put(input.getKey(), input.getValue());
    }
    for (ValueInfo input : file.graph().inputs()) {
      requireExtents(input, values.get(input.name()));
    }
    for (String name : names) {
      if (!values.containsKey(name)) {
        throw new FormatException("input \"" + name + "\" is missing; the graph takes " + inputs());
      }
    }
    Memory held = new Memory(memory);
    values.values().forEach(held::lend);
    for (Step step : steps) {
      List<@Nullable NdArray> given = new ArrayList<>();
      for (String input : step.node.inputs()) {
        given.add(input.isEmpty() ? null : values.get(input));
      }
      List<NdArray> made = step.operator.run(new Call(step.node, given, workspace, held));
      for (int i = 0; i < step.node.outputs().size(); i++) {
        String name = step.node.output(i);
        if (name.isEmpty()) {
          continue;
        }
        if (i >= made.size()) {
          throw step.node.error("its output " + i + " is not offered here");
        }
        values.put(name, made.get(i));
        held.hold(made.get(i));
      }
      for (String name : step.done) {
        held.release(Objects.requireNonNull(values.remove(name)));
      }
    }
    Map<String, NdArray> outputs = new LinkedHashMap<>();
    for (ValueInfo output : file.graph().outputs()) {
      outputs.put(output.name(), values.get(output.name()));
    }
    return outputs;
  }
}
