package dev.sluice.formats.onnx.loop;

import dev.sluice.core.nn.Direction;
import dev.sluice.formats.onnx.Attribute;
import dev.sluice.formats.onnx.Graph;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.loop.Recurrence.Output;
import dev.sluice.formats.onnx.loop.Value.Rows;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// `Scan` (opset 9 and later) of one state over one value.
final class ScanWiring {
  private static final Body.Steps NONE =
      new Body.Steps() {
        @Override
        public Rows take(String outer, long axis) throws NotRecognised {
          throw new NotRecognised("its body counts the steps");
        }

        @Override
        public Rows takeFromSequence(String outer) throws NotRecognised {
          throw new NotRecognised("its body counts the steps");
        }
      };

  private ScanWiring() {}

  static Recurrence of(Node node, Surroundings around) throws NotRecognised {
    Graph body =
        node.attribute("body", Attribute.OfGraph.class)
            .orElseThrow(() -> new NotRecognised("it has no body"))
            .value();
    boolean plain =
        node.integer("num_scan_inputs", 0) == 1
            && node.inputs().size() == 2
            && body.inputs().size() == 2
            && !body.inputs().get(0).name().equals(body.inputs().get(1).name())
            && !body.outputs().isEmpty()
            && node.outputs().size() <= body.outputs().size();
    if (!plain) {
      throw new NotRecognised("it is not of one state over one value");
    }
    int outputs = body.outputs().size() - 1;
    long axis = each(node, "scan_input_axes", 1)[0];
    Direction direction = direction(node, outputs);
    if (axis != 0 && axis != 1) {
      throw new NotRecognised("it takes steps along axis " + axis);
    }
    for (long each : each(node, "scan_output_axes", outputs)) {
      if (each != 0) {
        throw new NotRecognised("it stacks its outputs along axis " + each);
      }
    }
    int h = width(body.inputs().get(0).extents(), around.width(node.input(0)));
    int inputs = width(body.inputs().get(1).extents(), around.width(node.input(1)));
    Body evaluated =
        new Body(
            body,
            around.constants(),
            Map.of(
                body.inputs().get(0).name(), Rows.of(Form.of(Affine.of(new Affine.State(), h))),
                body.inputs().get(1).name(),
                    Rows.of(Form.of(Affine.of(new Affine.Step(), inputs)))),
            NONE);
    Value next = evaluated.value(body.outputs().getFirst().name());
    if (!(next instanceof Rows rows) || rows.width() != h) {
      throw new NotRecognised("its state comes from no step");
    }
    Map<String, Output> found = new LinkedHashMap<>();
    for (int i = 0; i < node.outputs().size(); i++) {
      Value value = evaluated.value(body.outputs().get(i).name());
      if (!value.equals(next)) {
        throw new NotRecognised("it gives more than its states");
      }
      found.put(node.output(i), i == 0 ? Output.LAST : Output.ALL);
    }
    return new Recurrence(
        GruMatch.of(rows.only(), inputs, node),
        direction,
        node.input(1),
        (int) axis,
        node.input(0),
        found);
  }

  private static long[] each(Node node, String attribute, int count) throws NotRecognised {
    long[] given = node.integers(attribute).orElse(new long[count]);
    if (given.length != count) {
      throw new NotRecognised(attribute + " has " + given.length + " values for " + count);
    }
    return given;
  }

  /// Steps and outputs from the last to the first are a GRU backward in time; one of them alone is
  /// none.
  private static Direction direction(Node node, int outputs) throws NotRecognised {
    long in = each(node, "scan_input_directions", 1)[0];
    long[] out = each(node, "scan_output_directions", outputs);
    if (Arrays.stream(out).anyMatch(one -> one != in)) {
      throw new NotRecognised("it gives its outputs in another order than it takes the steps");
    }
    return in == 0 ? Direction.FORWARD : Direction.BACKWARD;
  }

  private static int width(List<String> extents, OptionalInt around) throws NotRecognised {
    OptionalInt said =
        extents.size() == 2 ? Surroundings.number(extents.getLast()) : OptionalInt.empty();
    if (said.isEmpty() && around.isEmpty()) {
      throw new NotRecognised("the file does not tell how many values its body is given");
    }
    return said.isPresent() ? said.getAsInt() : around.getAsInt();
  }
}
