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
/// @param refused why others were not, by the place of their node in the file
public record LoopFusion(OnnxFile file, List<String> fused, Map<Integer, String> refused) {
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
    return LOOPS.contains(OperatorName.of(node));
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
    private final Map<Integer, String> refused = new LinkedHashMap<>();

    /// Sequences of states, with the value that has them as one tensor `[T,B,H]`.
    private final Map<String, String> sequences = new HashMap<>();

    /// Begins the names of what is added; no name of the file begins so.
    private final String prefix;

    private int shapes;

    Rewrite(OnnxFile file, Map<String, NdArray> known) {
      this.file = file;
      graph = file.graph();
      prefix = prefix(graph);
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
          refused.put(node.offset(), e.reason());
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

    private static String prefix(Graph graph) {
      Set<String> names = new HashSet<>(graph.constants().keySet());
      graph.inputs().forEach(input -> names.add(input.name()));
      graph.nodes().forEach(node -> names.addAll(node.outputs()));
      StringBuilder prefix = new StringBuilder("gru:");
      // Ever longer, so it ends behind the longest name at the latest.
      while (names.stream().anyMatch(name -> name.startsWith(prefix.toString()))) {
        prefix.append(':');
      }
      return prefix.toString();
    }

    /// Sequences are only put together again, in one tensor with a new axis.
    private void requireJoined(Recurrence found) throws NotRecognised {
      for (Map.Entry<String, Output> output : found.outputs().entrySet()) {
        if (output.getValue() == Output.SEQUENCE) {
          if (graph.outputs().stream().anyMatch(each -> each.name().equals(output.getKey()))) {
            throw new NotRecognised("its sequence of states is an output of the graph");
          }
          for (Node each : graph.nodes()) {
            boolean joins =
                OperatorName.of(each).equals("ConcatFromSequence")
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
      String place = prefix + fused.size() + ":"; // loops may leave any output without a name
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
              node.name().isEmpty() ? place : node.name(),
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
      String extents = prefix + "shape" + shapes++;
      constants.put(extents, NdArray.of(Shape.of(shape.length), shape));
      add(at, "Reshape", List.of(from, extents), to, Map.of());
    }

    private void add(
        Node at, String type, List<String> from, String to, Map<String, Attribute> attributes) {
      nodes.add(new Node(to, type, "", from, List.of(to), attributes, at.source(), at.offset()));
    }
  }
}
