package dev.sluice.formats.onnx.loop;

import dev.sluice.formats.cell.CellActivation;
import dev.sluice.formats.cell.CellActivation.Function;
import dev.sluice.formats.onnx.Attribute;
import dev.sluice.formats.onnx.DataType;
import dev.sluice.formats.onnx.Graph;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.loop.Value.Condition;
import dev.sluice.formats.onnx.loop.Value.Constant;
import dev.sluice.formats.onnx.loop.Value.Growing;
import dev.sluice.formats.onnx.loop.Value.Index;
import dev.sluice.formats.onnx.loop.Value.Outer;
import dev.sluice.formats.onnx.loop.Value.Rows;
import dev.sluice.formats.onnx.loop.Value.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Evaluates a loop's body with symbols.
///
/// Whatever it does not know is an unknown value; only if the state depends on one is the loop not
/// recognised.
final class Body {
  private static final Set<String> OF_TWO =
      Set.of("Gather", "SequenceAt", "Less", "And", "MatMul", "Gemm");

  private final Map<String, Value> values = new HashMap<>();
  private final Map<String, NdArray> constants;
  private final Set<String> own = new HashSet<>();

  /// Constants of the graph around, as they were looked at first.
  private final Map<String, Optional<Value>> outside = new HashMap<>();

  private final Steps steps;
  private String unknown = "";

  /// Where a body takes its steps from.
  interface Steps {
    /// The step that is element `index` of a value along an axis.
    Rows take(String outer, long axis) throws NotRecognised;

    /// The step that is element `index` of a sequence of tensors.
    Rows takeFromSequence(String outer) throws NotRecognised;
  }

  /// @param constants of the graph around, by name
  /// @param given the body's inputs, by name
  Body(Graph body, Map<String, NdArray> constants, Map<String, Value> given, Steps steps)
      throws NotRecognised {
    this.constants = constants;
    this.steps = steps;
    values.putAll(given);
    body.inputs().forEach(input -> own.add(input.name()));
    body.constants()
        .forEach((name, value) -> {
          own.add(name);
          constant(value).ifPresent(known -> values.put(name, known));
        });
    for (Node node : body.nodes()) {
      own.addAll(node.outputs());
      evaluate(node);
    }
  }

  /// What a value is.
  Value value(String name) throws NotRecognised {
    Value found = find(name);
    if (found == null) {
      throw new NotRecognised(
          unknown.isEmpty() ? "\"" + name + "\" is not known" : "its body has " + unknown);
    }
    return found;
  }

  private @Nullable Value find(String name) {
    Value found = values.get(name);
    if (found != null || own.contains(name)) {
      return found;
    }
    NdArray constant = constants.get(name);
    if (constant == null) {
      return new Outer(name);
    }
    return outside.computeIfAbsent(name, each -> constant(constant)).orElse(null);
  }

  /// Integers that are no shape stay unknown.
  private static Optional<Value> constant(NdArray value) {
    return switch (value) {
      case NdArray.Floats floats -> Optional.of(Constant.of(floats));
      case NdArray.Longs longs -> Whole.few(longs.data());
    };
  }

  private void evaluate(Node node) throws NotRecognised {
    List<Value> in = new ArrayList<>();
    boolean absent = false;
    for (String input : node.inputs()) {
      absent |= input.isEmpty();
      if (absent && !input.isEmpty()) {
        return; // an input is left out before this one, which would take its place
      }
      Value value = absent ? null : find(input);
      if (value != null) {
        in.add(value);
      } else if (!absent) {
        return; // depends on what is not known
      }
    }
    if (OperatorName.of(node).isEmpty()) {
      unknown =
          node.domain().isEmpty()
              ? node + " of " + node.inputs().size() + " inputs"
              : node.domain() + "." + node.type();
      return;
    }
    List<Value> made = made(node, in);
    if (made.isEmpty() && unknown.isEmpty()) {
      unknown = node.toString();
    }
    for (int i = 0; i < made.size() && i < node.outputs().size(); i++) {
      values.put(node.output(i), made.get(i));
    }
  }

  /// Empty if it is not known what a node does with these.
  private List<Value> made(Node node, List<Value> in) throws NotRecognised {
    String type = node.type();
    if (in.isEmpty()) {
      return type.equals("Constant") ? constant(node) : List.of();
    }
    Value first = in.getFirst();
    if (in.size() < 2 && OF_TWO.contains(type)) {
      return List.of();
    }
    return switch (type) {
      case "Identity" -> List.of(first);
      case "Dropout" -> in.size() > 2 ? List.of() : List.of(first); // it may be told to train
      case "Cast" -> first instanceof Whole || isFloat(node) ? List.of(first) : List.of();
      case "Gather" -> gather(node, in);
      case "SequenceAt" ->
          first instanceof Outer(String name) && in.get(1).equals(new Index(0))
              ? List.of(steps.takeFromSequence(name))
              : List.of();
      case "SequenceInsert" ->
          first instanceof Growing(int carried, var before)
                  && before == null
                  && in.size() == 2
                  && in.get(1) instanceof Rows rows
              ? List.of(new Growing(carried, rows))
              : List.of();
      case "Less" -> less(in);
      case "And" ->
          first instanceof Condition a && in.get(1) instanceof Condition b
              ? a.and(b).stream().toList()
              : List.of();
      case "Split" -> Cutting.split(node, in);
      case "Slice" -> Cutting.slice(node, in);
      case "Concat" -> Cutting.concat(node, in);
      case "Shape", "Squeeze", "Unsqueeze", "Reshape", "Transpose" -> Cutting.shaped(node, in);
      case "MatMul" -> Arithmetic.matmul(in);
      case "Gemm" -> Arithmetic.gemm(node, in);
      case "Add", "Sub", "Mul", "Div", "Neg", "Sum" -> Arithmetic.of(node, in);
      default -> activated(node, first);
    };
  }

  /// Halves and doubles round otherwise.
  private static boolean isFloat(Node cast) {
    return DataType.of(cast.integer("to", 0)).filter(to -> to == DataType.FLOAT).isPresent();
  }

  private static List<Value> constant(Node node) {
    for (Attribute attribute : node.attributes().values()) {
      switch (attribute) {
        case Attribute.OfTensor(NdArray value) -> {
          return constant(value).stream().toList();
        }
        case Attribute.Int(long value) -> {
          return List.of(Whole.of(value));
        }
        case Attribute.Real(float value) -> {
          return List.of(new Constant(new float[] {value}, 0, new int[0], new int[0]));
        }
        case Attribute.Ints(long[] all) -> {
          return Whole.few(all).stream().toList();
        }
        default -> {
          return List.of();
        }
      }
    }
    return List.of();
  }

  private List<Value> gather(Node node, List<Value> in) throws NotRecognised {
    long axis = node.integer("axis", 0);
    if (in.getFirst() instanceof Outer(String name) && in.get(1).equals(new Index(0))) {
      return List.of(steps.take(name, axis));
    }
    if (in.getFirst() instanceof Whole(var all) && in.get(1) instanceof Whole(var indices)) {
      List<@org.jspecify.annotations.Nullable Long> taken = new ArrayList<>();
      for (Long index : indices) {
        if (index == null || index < -all.size() || index >= all.size()) {
          return List.of();
        }
        taken.add(all.get((int) (index < 0 ? index + all.size() : index)));
      }
      return List.of(new Whole(taken));
    }
    return List.of();
  }

  /// `Less(next, N)`: whether there is another iteration.
  private static List<Value> less(List<Value> in) {
    return in.getFirst().equals(new Index(1)) && in.get(1) instanceof Outer(String bound)
        ? List.of(new Condition(List.of(bound)))
        : List.of();
  }

  private static List<Value> activated(Node node, Value first) throws NotRecognised {
    var function = Function.of(node.type());
    if (function.isEmpty() || !(first instanceof Rows(List<Form> forms))) {
      return List.of();
    }
    CellActivation standard = function.get().standard();
    CellActivation activation =
        new CellActivation(
            function.get(),
            node.real("alpha", standard.alpha()),
            node.real("beta", standard.beta()));
    List<Form> made = new ArrayList<>();
    int from = 0;
    for (Form form : forms) {
      made.add(Form.of(new Form.Activated(node.output(0), from, activation, form)));
      from += form.width();
    }
    return List.of(new Rows(made));
  }
}
