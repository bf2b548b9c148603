package dev.sluice.formats.onnx;

import dev.sluice.formats.wire.ProtoWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes [OnnxFile] as the bytes of a file, the same bytes for the same content.
public final class OnnxWriter {
  private static final int FLOAT = 1;

  private OnnxWriter() {}

  /// The bytes of a file.
  ///
  /// @param irVersion of the file format; it goes with the opset (8 with 14, 10 with 22)
  public static byte[] write(OnnxFile file, int irVersion) {
    ProtoWriter out =
        new ProtoWriter()
            .int64(1, irVersion)
            .text(2, file.producer())
            .text(3, file.producerVersion())
            .message(7, graph(file.graph()));
    new TreeMap<>(file.opsets())
        .forEach((domain, version) ->
            out.message(8, new ProtoWriter().text(1, domain).int64(2, version)));
    new TreeMap<>(file.metadata())
        .forEach((key, value) -> out.message(14, new ProtoWriter().text(1, key).text(2, value)));
    return out.toByteArray();
  }

  private static ProtoWriter graph(Graph graph) {
    ProtoWriter out = new ProtoWriter();
    graph.nodes().forEach(node -> out.message(1, node(node)));
    out.text(2, graph.name());
    new TreeMap<>(graph.constants()).forEach((name, value) -> out.message(5, tensor(name, value)));
    graph.inputs().forEach(info -> out.message(11, info(info)));
    graph.outputs().forEach(info -> out.message(12, info(info)));
    return out;
  }

  private static ProtoWriter node(Node node) {
    ProtoWriter out = new ProtoWriter();
    node.inputs().forEach(name -> out.text(1, name));
    node.outputs().forEach(name -> out.text(2, name));
    out.text(3, node.name()).text(4, node.type());
    new TreeMap<>(node.attributes())
        .forEach((name, value) -> out.message(5, attribute(name, value)));
    return node.domain().isEmpty() ? out : out.text(7, node.domain());
  }

  private static ProtoWriter attribute(String name, Attribute attribute) {
    ProtoWriter out = new ProtoWriter().text(1, name);
    return switch (attribute) {
      case Attribute.Real real -> out.float32(2, real.value()).int64(20, 1);
      case Attribute.Int integer -> out.int64(3, integer.value()).int64(20, 2);
      case Attribute.Text text -> out.text(4, text.value()).int64(20, 3);
      case Attribute.OfTensor tensor -> out.message(5, tensor("", tensor.value())).int64(20, 4);
      case Attribute.OfGraph graph -> out.message(6, graph(graph.value())).int64(20, 5);
      case Attribute.Reals reals -> {
        for (float value : reals.values()) {
          out.float32(7, value);
        }
        yield out.int64(20, 6);
      }
      case Attribute.Ints integers -> {
        for (long value : integers.values()) {
          out.int64(8, value);
        }
        yield out.int64(20, 7);
      }
      case Attribute.Texts texts -> {
        texts.values().forEach(value -> out.text(9, value));
        yield out.int64(20, 8);
      }
    };
  }

  private static ProtoWriter tensor(String name, NdArray value) {
    ProtoWriter out = new ProtoWriter();
    for (int dim : value.shape().dims()) {
      out.int64(1, dim);
    }
    switch (value) {
      case NdArray.Floats floats -> out.int64(2, FLOAT).text(8, name).raw(9, floats.data());
      case NdArray.Longs longs -> {
        // int32_data and int64_data: no need to know how wide each type is.
        out.int64(2, longs.type().code()).text(8, name);
        int field = longs.type() == DataType.INT64 ? 7 : 5;
        for (long element : longs.data()) {
          out.int64(field, element);
        }
      }
    }
    return out;
  }

  private static ProtoWriter info(ValueInfo info) {
    ProtoWriter shape = new ProtoWriter();
    List<String> extents = info.extents();
    for (String extent : extents) {
      boolean known = !extent.isEmpty() && extent.chars().allMatch(Character::isDigit);
      ProtoWriter dim = new ProtoWriter();
      shape.message(1, known ? dim.int64(1, Long.parseLong(extent)) : dim.text(2, extent));
    }
    ProtoWriter tensor = new ProtoWriter().int64(1, info.elementType()).message(2, shape);
    return new ProtoWriter().text(1, info.name()).message(2, new ProtoWriter().message(1, tensor));
  }

  /// A node that was made here, not read.
  public static Node node(
      String type, List<String> inputs, List<String> outputs, Map<String, Attribute> attributes) {
    String name = outputs.stream().filter(output -> !output.isEmpty()).findFirst().orElse(type);
    return new Node(
        name,
        type,
        "",
        inputs,
        outputs,
        attributes,
        dev.sluice.formats.Source.of("(made here)", new byte[0]),
        0);
  }
}
