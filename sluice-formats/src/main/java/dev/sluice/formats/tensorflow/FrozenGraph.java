package dev.sluice.formats.tensorflow;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.wire.ProtoReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A `GraphDef` whose variables were made constants, as far as its weights: the float constants by
/// the names of their nodes. The graph itself is not run.
public final class FrozenGraph {
  private final Source source;
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final Set<String> nodes = new HashSet<>();
  private final Map<String, List<GraphNode>> consumers = new HashMap<>();

  private FrozenGraph(Source source) {
    this.source = source;
  }

  /// A node by name and operation.
  record GraphNode(String name, String op) {}

  /// Reads a `.pb` file.
  ///
  /// @throws FormatException if it is damaged or hostile
  public static FrozenGraph read(Path path) {
    return read(Source.read(path));
  }

  /// Reads a file from bytes.
  ///
  /// @throws FormatException if it is damaged or hostile
  public static FrozenGraph read(Source source) {
    FrozenGraph graph = new FrozenGraph(source);
    ProtoReader in = ProtoReader.of(source);
    while (in.next()) {
      if (in.field() == 1) {
        graph.node(in);
      } else {
        in.skip();
      }
    }
    if (graph.nodes.isEmpty()) {
      throw source.error(0, "the file has no node; not a GraphDef of TensorFlow, or truncated");
    }
    return graph;
  }

  /// `NodeDef`: name 1, op 2, input 3, attr 5.
  private void node(ProtoReader outer) {
    int offset = outer.offset();
    ProtoReader in = outer.message();
    String name = "";
    String op = "";
    List<String> inputs = new ArrayList<>();
    ProtoReader.Stretch value = new ProtoReader.Stretch(0, 0);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> op = in.text();
        case 3 -> inputs.add(in.text());
        case 5 -> {
          ProtoReader.Stretch found = value(in.message());
          value = found.length() > 0 ? found : value;
        }
        default -> in.skip();
      }
    }
    if (!nodes.add(name)) {
      throw source.error(offset, "a second node \"" + name + "\"; the file is damaged");
    }
    GraphNode node = new GraphNode(name, op);
    for (String input : inputs) {
      consumers.computeIfAbsent(maker(input), maker -> new ArrayList<>()).add(node);
    }
    if (op.equals("Const") && value.length() > 0) {
      String constant = name;
      ConstantTensor.read(source, value, constant)
          .ifPresent(tensor -> constants.put(constant, tensor));
    }
  }

  /// The tensor of an attribute `value`, or nothing for other attributes.
  private static ProtoReader.Stretch value(ProtoReader entry) {
    String key = "";
    ProtoReader.Stretch tensor = new ProtoReader.Stretch(0, 0);
    while (entry.next()) {
      switch (entry.field()) {
        case 1 -> key = entry.text();
        case 2 -> {
          ProtoReader attribute = entry.message();
          while (attribute.next()) {
            if (attribute.field() == 8) {
              tensor = attribute.stretch();
            } else {
              attribute.skip();
            }
          }
        }
        default -> entry.skip();
      }
    }
    return key.equals("value") ? tensor : new ProtoReader.Stretch(0, 0);
  }

  /// The float constants by name, in the file's order.
  public Map<String, Tensor> constants() {
    return new LinkedHashMap<>(constants);
  }

  /// A float constant.
  ///
  /// @throws FormatException if there is none of this name
  public Tensor constant(String name) {
    Tensor tensor = constants.get(name);
    if (tensor == null) {
      throw error("there is no float constant \"" + name + "\"; there are " + constants.keySet());
    }
    return tensor;
  }

  /// The node behind an input such as `name:1`; a control input (`^name`) carries no value.
  private static String maker(String input) {
    int colon = input.indexOf(':');
    return colon < 0 ? input : input.substring(0, colon);
  }

  /// The nodes that take a node's outputs.
  List<GraphNode> consumers(String node) {
    return consumers.getOrDefault(node, List.of());
  }

  FormatException error(String message) {
    return new FormatException(source.name() + ": " + message);
  }
}
