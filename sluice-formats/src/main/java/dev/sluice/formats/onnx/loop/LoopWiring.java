package dev.sluice.formats.onnx.loop;

import dev.sluice.core.nn.Direction;
import dev.sluice.formats.onnx.Attribute;
import dev.sluice.formats.onnx.Graph;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.ValueInfo;
import dev.sluice.formats.onnx.loop.Recurrence.Output;
import dev.sluice.formats.onnx.loop.Value.Condition;
import dev.sluice.formats.onnx.loop.Value.Growing;
import dev.sluice.formats.onnx.loop.Value.Index;
import dev.sluice.formats.onnx.loop.Value.Outer;
import dev.sluice.formats.onnx.loop.Value.Rows;
import dev.sluice.formats.onnx.loop.Value.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `Loop` (M, condition, carried values): its body takes step `i` of a tensor or a sequence of
/// tensors, and gives the states as an output to be stacked, or appends them to a sequence.
final class LoopWiring implements Body.Steps {
  private final Node node;
  private final Graph body;
  private final Surroundings around;
  private final Set<String> used;
  private @Nullable String x;
  private int axis;
  private int inputs;

  private LoopWiring(Node node, Graph body, Surroundings around, Set<String> used) {
    this.node = node;
    this.body = body;
    this.around = around;
    this.used = used;
  }

  /// @param used the names of the values that are used anywhere
  static Recurrence of(Node node, Surroundings around, Set<String> used) throws NotRecognised {
    Graph body =
        node.attribute("body", Attribute.OfGraph.class)
            .orElseThrow(() -> new NotRecognised("it has no body"))
            .value();
    return new LoopWiring(node, body, around, used).recurrence();
  }

  @Override
  public Rows takeFromSequence(String outer) throws NotRecognised {
    Node split = around.split(outer);
    if (split == null || split.integer("keepdims", 1) != 0) {
      throw new NotRecognised("the sequence it runs over is no tensor's");
    }
    return take(split.input(0), split.integer("axis", 0));
  }

  @Override
  public Rows take(String outer, long along) throws NotRecognised {
    if (x != null && !(x.equals(outer) && axis == along)) {
      throw new NotRecognised("it runs over two values");
    }
    if (along != 0 && along != 1) {
      throw new NotRecognised("it takes steps along axis " + along);
    }
    OptionalInt width = around.width(outer);
    if (width.isEmpty()) {
      throw new NotRecognised("the file does not tell how many values a step has");
    }
    x = outer;
    axis = (int) along;
    inputs = width.getAsInt();
    return Rows.of(Form.of(Affine.of(new Affine.Step(), inputs)));
  }

  private Recurrence recurrence() throws NotRecognised {
    int carried = body.inputs().size() - 2;
    if (carried < 1
        || node.inputs().size() != carried + 2
        || body.outputs().size() < carried + 1
        || node.outputs().size() > body.outputs().size() - 1
        || body.inputs().stream().map(ValueInfo::name).distinct().count() != carried + 2) {
      throw new NotRecognised("its body has other inputs or outputs than it");
    }
    Map<String, Value> given = new HashMap<>();
    given.put(body.inputs().get(0).name(), new Index(0));
    given.put(body.inputs().get(1).name(), condition(node.input(1)));
    int state = -1;
    int width = 0;
    for (int k = 0; k < carried; k++) {
      Value value = carried(k);
      if (value == null) {
        if (state >= 0) {
          throw new NotRecognised("it carries two states");
        }
        state = k;
        width = stateWidth(k);
        value = Rows.of(Form.of(Affine.of(new Affine.State(), width)));
      }
      given.put(body.inputs().get(k + 2).name(), value);
    }
    if (state < 0) {
      throw new NotRecognised("it carries no state");
    }
    Body evaluated = new Body(body, around.constants(), given, this);
    Value next = evaluated.value(body.outputs().get(state + 1).name());
    if (!(next instanceof Rows rows) || rows.width() != width || x == null) {
      throw new NotRecognised("its state comes from no step");
    }
    requireLength(evaluated.value(body.outputs().getFirst().name()));
    Map<String, Output> outputs = outputs(evaluated, carried, state, rows);
    return new Recurrence(
        GruMatch.of(rows.only(), inputs, node),
        Direction.FORWARD,
        x,
        axis,
        node.input(state + 2),
        outputs);
  }

  /// A condition at the beginning: true, or whether there is a step.
  private Value condition(String name) throws NotRecognised {
    Long constant = around.whole(name);
    if (name.isEmpty() || constant != null && constant == 1) {
      return new Condition(List.of());
    }
    Node less = around.maker(name);
    if (less != null && OperatorName.of(less).equals("Less")) {
      Long zero = around.whole(less.input(0));
      if (zero != null && zero == 0) {
        return new Condition(List.of(less.input(1)));
      }
    }
    throw new NotRecognised("it begins on a condition");
  }

  /// A carried value that is no state: null if it is one.
  private @Nullable Value carried(int k) {
    String initial = node.input(k + 2);
    String inside = body.inputs().get(k + 2).name();
    if (isPassedOn(inside, body.outputs().get(k + 1).name())) {
      NdArray constant = around.constants().get(initial);
      return switch (constant) {
        case null -> new Outer(initial);
        case NdArray.Floats floats -> Value.Constant.of(floats);
        case NdArray.Longs longs -> Whole.few(longs.data()).orElse(new Outer(initial));
      };
    }
    Node maker = around.maker(initial);
    if (maker != null && OperatorName.of(maker).equals("SequenceEmpty")) {
      return new Growing(k, null);
    }
    Long start = around.whole(initial);
    return start != null && start == 0 ? new Index(0) : null;
  }

  private boolean isPassedOn(String inside, String output) {
    if (inside.equals(output)) {
      return true;
    }
    for (Node each : body.nodes()) {
      if (each.output(0).equals(output)) {
        return OperatorName.of(each).equals("Identity") && each.input(0).equals(inside);
      }
    }
    return false;
  }

  private int stateWidth(int k) throws NotRecognised {
    for (List<String> extents :
        List.of(
            body.inputs().get(k + 2).extents(),
            body.outputs().get(k + 1).extents(),
            around.extents(node.input(k + 2)))) {
      if (extents.size() == 2 && Surroundings.number(extents.getLast()).isPresent()) {
        return Surroundings.number(extents.getLast()).getAsInt();
      }
    }
    throw new NotRecognised("the file does not tell its state to be [batch,units]");
  }

  /// That there are as many iterations as steps.
  private void requireLength(Value condition) throws NotRecognised {
    List<String> bounds = new ArrayList<>();
    if (condition instanceof Condition(List<String> found)) {
      bounds.addAll(found);
    } else if (!condition.equals(Whole.of(1))) {
      throw new NotRecognised("it ends on a condition");
    }
    Long most = around.whole(node.input(0));
    if (!node.input(0).isEmpty() && (most == null || most < Integer.MAX_VALUE)) {
      bounds.add(node.input(0));
    }
    if (bounds.isEmpty()) {
      throw new NotRecognised("it has no end");
    }
    for (String bound : bounds) {
      if (!around.isLength(bound, String.valueOf(x), axis)) {
        throw new NotRecognised("that it runs over all steps cannot be told");
      }
    }
  }

  private Map<String, Output> outputs(Body evaluated, int carried, int state, Rows next)
      throws NotRecognised {
    Map<String, Output> outputs = new LinkedHashMap<>();
    for (int i = 0; i < node.outputs().size(); i++) {
      String name = node.output(i);
      Value value = evaluated.value(body.outputs().get(i + 1).name());
      if (value instanceof Growing(int k, Rows appended)
          && k == i
          && appended != null
          && appended.equals(next)) {
        outputs.put(name, Output.SEQUENCE);
      } else if (i == state) {
        outputs.put(name, Output.LAST);
      } else if (i >= carried && value.equals(next)) {
        outputs.put(name, Output.ALL);
      } else if (value.equals(new Index(1)) || i < carried && !(value instanceof Rows)) {
        requireUnused(name);
      } else {
        throw new NotRecognised("it gives more than its states");
      }
    }
    return outputs;
  }

  private void requireUnused(String name) throws NotRecognised {
    if (used.contains(name)) {
      throw new NotRecognised("\"" + name + "\" is used, which is none of its states");
    }
  }
}
