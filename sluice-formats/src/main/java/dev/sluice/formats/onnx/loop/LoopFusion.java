package dev.sluice.formats.onnx.loop;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.cell.CellSpec;
import dev.sluice.formats.onnx.Attribute;
import dev.sluice.formats.onnx.Graph;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.NodeAttributes;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.loop.Recurrence.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts `GRU` nodes in the place of loops that are GRUs written out.
///
/// @param file with what was recognised replaced
/// @param fused sentences about the loops that were recognised
/// @param refused why others were not, by the name of their first output
public record LoopFusion(OnnxFile file, List<String> fused, Map<String, String> refused) {
  private static final Set<String> LOOPS = Set.of("Loop", "Scan");

  /// The file, with its loops fused where they are GRUs.
  ///
  /// @param constants of its graph by name, folded
  /// @throws dev.sluice.formats.FormatException if the weights take more memory than the file's
  ///   size allows
  public static LoopFusion of(OnnxFile file, Map<String, NdArray> constants) {
    Graph graph = file.graph();
    if (graph.nodes().stream().noneMatch(LoopFusion::isLoop)) {
      return new LoopFusion(file, List.of(), Map.of());
    }
    return new Rewrite(file, constants).run();
  }

  private static boolean isLoop(Node node) {
    return node.domain().isEmpty() && LOOPS.contains(node.type());
  }

  /// One pass over a graph.
  private static final class Rewrite {
    private final OnnxFile file;
    private final Graph graph;
    private final Surroundings around;
    private final Set<String> used = new HashSet<>();
    private final Map<String, NdArray> constants;
    private final List<Node> nodes = new ArrayList<>();
    private final List<String> fused = new ArrayList<>();
    private final Map<String, String> refused = new LinkedHashMap<>();

    /// Sequences of states, with the value that has them as one tensor `[T,B,H]`.
    private final Map<String, String> sequences = new HashMap<>();

    Rewrite(OnnxFile file, Map<String, NdArray> known) {
      this.file = file;
      graph = file.graph();
      around = new Surroundings(graph, known);
      constants = new LinkedHashMap<>(graph.constants());
      graph.outputs().forEach(output -> used.add(output.name()));
      graph.nodes().forEach(node -> used.addAll(node.inputs()));
    }

    LoopFusion run() {
      for (Node node : graph.nodes()) {
        if (!isLoop(node)) {
          nodes.add(sequences.containsKey(node.input(0)) ? joined(node) : node);
          continue;
        }
        try {
          Recurrence found =
              node.type().equals("Scan")
                  ? ScanWiring.of(node, around)
                  : LoopWiring.of(node, around, used);
          requireJoined(found);
          replace(node, found);
          fused.add(node + " is a GRU written out, and is taken as one");
        } catch (NotRecognised e) {
          refused.put(node.output(0), e.reason());
          nodes.add(node);
        }
      }
      if (fused.isEmpty()) {
        return new LoopFusion(file, List.of(), Map.copyOf(refused));
      }
      Graph made =
          new Graph(
              graph.name(),
              DeadNodes.removed(nodes, graph.outputs()),
              Map.copyOf(constants),
              graph.inputs(),
              graph.outputs());
      return new LoopFusion(
          new OnnxFile(
              file.producer(), file.producerVersion(), file.opsets(), made, file.metadata()),
          List.copyOf(fused),
          Map.copyOf(refused));
    }

    /// Sequences are only put together again, in one tensor with a new axis.
    private void requireJoined(Recurrence found) throws NotRecognised {
      for (Map.Entry<String, Output> output : found.outputs().entrySet()) {
        if (output.getValue() == Output.SEQUENCE) {
          for (Node each : graph.nodes()) {
            boolean joins =
                each.type().equals("ConcatFromSequence")
                    && each.integer("new_axis", 0) == 1
                    && (each.integer("axis", 0) == 0 || each.integer("axis", 0) == 1);
            if (each.inputs().contains(output.getKey()) && !joins) {
              throw new NotRecognised("its sequence of states is used by " + each);
            }
          }
        }
      }
    }

    private void replace(Node node, Recurrence found) {
      GruMatch.Gru gru = found.gru();
      String place = node.output(0) + ":gru:";
      int h = gru.spec().hidden();
      int i = gru.spec().inputs();
      constants.put(place + "W", NdArray.of(Shape.of(1, 3 * h, i), gru.weights().input()));
      constants.put(place + "R", NdArray.of(Shape.of(1, 3 * h, h), gru.weights().hidden()));
      constants.put(place + "B", NdArray.of(Shape.of(1, 6 * h), gru.weights().bias()));
      String x = found.x();
      if (found.axis() == 1) {
        add(node, "Transpose", List.of(x), place + "X", swapped());
        x = place + "X";
      }
      reshape(node, found.initial(), place + "initial_h", 1, -1, h);
      List<String> inputs =
          List.of(x, place + "W", place + "R", place + "B", "", place + "initial_h");
      nodes.add(
          new Node(
              node.name().isEmpty() ? node.output(0) : node.name(),
              "GRU",
              "",
              inputs,
              List.of(place + "Y", place + "Y_h"),
              attributes(gru.spec(), found.direction()),
              node.source(),
              node.offset()));
      found
          .outputs()
          .forEach((name, output) -> {
            switch (output) {
              case LAST -> reshape(node, place + "Y_h", name, -1, h);
              case ALL -> reshape(node, place + "Y", name, 0, -1, h);
              case SEQUENCE -> {
                reshape(node, place + "Y", name, 0, -1, h);
                sequences.put(name, name);
              }
            }
          });
    }

    private static Map<String, Attribute> attributes(CellSpec spec, Direction direction) {
      Map<String, Attribute> attributes = NodeAttributes.of(spec);
      if (direction == Direction.BACKWARD) {
        attributes.put("direction", new Attribute.Text("reverse"));
      }
      return attributes;
    }

    private static Map<String, Attribute> swapped() {
      return Map.of("perm", new Attribute.Ints(new long[] {1, 0, 2}));
    }

    /// What puts a sequence together: nothing is left to do but to place the steps' axis.
    private Node joined(Node node) {
      boolean swap = node.integer("axis", 0) == 1;
      return new Node(
          node.name(),
          swap ? "Transpose" : "Identity",
          "",
          node.inputs(),
          node.outputs(),
          swap ? swapped() : Map.of(),
          node.source(),
          node.offset());
    }

    private void reshape(Node at, String from, String to, long... shape) {
      if (to.isEmpty()) {
        return;
      }
      constants.put(to + ":shape", NdArray.of(Shape.of(shape.length), shape));
      add(at, "Reshape", List.of(from, to + ":shape"), to, Map.of());
    }

    private void add(
        Node at, String type, List<String> from, String to, Map<String, Attribute> attributes) {
      nodes.add(new Node(to, type, "", from, List.of(to), attributes, at.source(), at.offset()));
    }
  }
}
