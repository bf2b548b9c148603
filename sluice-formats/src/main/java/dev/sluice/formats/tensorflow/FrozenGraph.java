package dev.sluice.formats.tensorflow;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.wire.ProtoReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// A `GraphDef` whose variables were made constants, as far as its weights: the float constants by
/// the names of their nodes. The graph itself is not run.
public final class FrozenGraph {
  private final Source source;
  private final Map<String, Tensor> constants;

  private FrozenGraph(Source source, Map<String, Tensor> constants) {
    this.source = source;
    this.constants = constants;
  }

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
    Map<String, Tensor> constants = new LinkedHashMap<>();
    ProtoReader in = ProtoReader.of(source);
    int nodes = 0;
    while (in.next()) {
      if (in.field() == 1) {
        node(in, constants);
        nodes++;
      } else {
        in.skip();
      }
    }
    if (nodes == 0) {
      throw source.error(0, "the file has no node; not a GraphDef of TensorFlow, or truncated");
    }
    return new FrozenGraph(source, constants);
  }

  /// `NodeDef`: name 1, op 2, attr 5.
  private static void node(ProtoReader outer, Map<String, Tensor> constants) {
    int offset = outer.offset();
    ProtoReader in = outer.message();
    String name = "";
    String op = "";
    ProtoReader.Stretch value = new ProtoReader.Stretch(0, 0);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> op = in.text();
        case 5 -> {
          ProtoReader.Stretch found = value(in.message());
          value = found.length() > 0 ? found : value;
        }
        default -> in.skip();
      }
    }
    if (op.equals("Const") && value.length() > 0) {
      String constant = name;
      ConstantTensor.read(in.source(), value, constant)
          .ifPresent(tensor -> {
            if (constants.put(constant, tensor) != null) {
              throw outer
                  .source()
                  .error(offset, "a second node \"" + constant + "\"; the file is damaged");
            }
          });
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

  FormatException error(String message) {
    return new FormatException(source.name() + ": " + message);
  }
}
