package dev.sluice.formats.onnx;

import dev.sluice.formats.Source;
import dev.sluice.formats.wire.FloatList;
import dev.sluice.formats.wire.LongList;
import dev.sluice.formats.wire.ProtoReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads onnx.proto's messages from `ModelProto` down to `AttributeProto`.
final class OnnxParser {
  /// The version of the file format (`ir_version`) since which inputs may have defaults.
  private static final long NEWER_INTERMEDIATE = 4;

  private final Source source;
  private final ExternalData external;

  OnnxParser(Source source, ExternalData external) {
    this.source = source;
    this.external = external;
  }

  /// A pair of texts, or of a text and a number.
  private record Entry(String key, String text, long number) {}

  OnnxFile file() {
    String producer = "";
    String version = "";
    Map<String, Long> opsets = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    @Nullable Graph graph = null;
    long intermediate = NEWER_INTERMEDIATE;
    ProtoReader in = ProtoReader.of(source);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> intermediate = in.int64();
        case 2 -> producer = in.text();
        case 3 -> version = in.text();
        case 7 -> {
          if (graph != null) {
            throw in.error("a second graph; the file is damaged");
          }
          graph = graph(in.message());
        }
        case 8 -> {
          Entry opset = entry(in);
          String domain = opset.key.equals("ai.onnx") ? "" : opset.key;
          Long before = opsets.put(domain, opset.number);
          if (before != null && before != opset.number) {
            throw in.error(
                "opsets %d and %d of the same operators; the file is damaged"
                    .formatted(before, opset.number));
          }
        }
        case 14 -> {
          Entry property = entry(in);
          metadata.put(property.key, property.text);
        }
        default -> in.skip();
      }
    }
    if (graph == null) {
      throw source.error(
          source.bytes().length, "the file has no graph; it is truncated, or not an ONNX file");
    }
    Graph whole = intermediate < NEWER_INTERMEDIATE ? withoutDefaults(graph) : graph;
    return new OnnxFile(producer, version, Map.copyOf(opsets), whole, Map.copyOf(metadata));
  }

  /// Before version 4, each constant had to stand among the inputs, and no caller replaced one.
  private static Graph withoutDefaults(Graph graph) {
    List<ValueInfo> given =
        graph.inputs().stream()
            .filter(input -> !graph.constants().containsKey(input.name()))
            .toList();
    return new Graph(graph.name(), graph.nodes(), graph.constants(), given, graph.outputs());
  }

  /// Fields 1 and 2 of `StringStringEntryProto` and `OperatorSetIdProto`.
  private static Entry entry(ProtoReader outer) {
    ProtoReader in = outer.message();
    String key = "";
    String text = "";
    long number = 0;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> key = in.text();
        case 2 -> {
          if (in.isNumber()) {
            number = in.int64();
          } else {
            text = in.text();
          }
        }
        default -> in.skip();
      }
    }
    return new Entry(key, text, number);
  }

  private Graph graph(ProtoReader in) {
    String name = "";
    List<Node> nodes = new ArrayList<>();
    Map<String, NdArray> constants = new LinkedHashMap<>();
    List<ValueInfo> inputs = new ArrayList<>();
    List<ValueInfo> outputs = new ArrayList<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> nodes.add(node(in));
        case 2 -> name = in.text();
        case 5 -> {
          OnnxTensor.Named tensor = OnnxTensor.read(in.message(), in.offset(), external);
          if (tensor.name().isEmpty()) {
            throw in.error(
                "a tensor without a name, which no node can ask for; the file is damaged");
          }
          if (constants.put(tensor.name(), tensor.value()) != null) {
            throw in.error("a second tensor \"" + tensor.name() + "\"; the file is damaged");
          }
        }
        case 11 -> inputs.add(info(in.message()));
        case 12 -> outputs.add(info(in.message()));
        case 15 -> throw in.error("a sparse tensor; store it densely");
        default -> in.skip();
      }
    }
    requireSingleDefinitions(nodes, constants, inputs);
    return new Graph(
        name, List.copyOf(nodes), Map.copyOf(constants), List.copyOf(inputs), List.copyOf(outputs));
  }

  /// A value is made once.
  private static void requireSingleDefinitions(
      List<Node> nodes, Map<String, NdArray> constants, List<ValueInfo> inputs) {
    Set<String> made = new HashSet<>(constants.keySet());
    for (ValueInfo input : inputs) {
      made.add(input.name()); // may have a constant as its default
    }
    for (Node node : nodes) {
      for (String output : node.outputs()) {
        if (!output.isEmpty() && !made.add(output)) {
          throw node.error("makes a second value \"" + output + "\"; the file is damaged");
        }
      }
    }
  }

  private Node node(ProtoReader outer) {
    int offset = outer.offset();
    ProtoReader in = outer.message();
    String name = "";
    String type = "";
    String domain = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> inputs.add(in.text());
        case 2 -> outputs.add(in.text());
        case 3 -> name = in.text();
        case 4 -> type = in.text();
        case 5 -> attribute(in, attributes);
        case 7 -> domain = in.text();
        default -> in.skip();
      }
    }
    return new Node(
        name,
        type,
        domain.equals("ai.onnx") ? "" : domain,
        List.copyOf(inputs),
        List.copyOf(outputs),
        Map.copyOf(attributes),
        source,
        offset);
  }

  private void attribute(ProtoReader outer, Map<String, Attribute> attributes) {
    int offset = outer.offset();
    ProtoReader in = outer.message();
    String name = "";
    int type = 0;
    FloatList reals = new FloatList();
    LongList integers = new LongList();
    List<String> texts = new ArrayList<>();
    Map<Integer, Attribute> single = new LinkedHashMap<>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> single.put(1, new Attribute.Real(in.float32()));
        case 3 -> single.put(2, new Attribute.Int(in.int64()));
        case 4 -> single.put(3, new Attribute.Text(in.text()));
        case 5 ->
            single.put(
                4,
                new Attribute.OfTensor(
                    OnnxTensor.read(in.message(), in.offset(), external).value()));
        case 6 -> single.put(5, new Attribute.OfGraph(graph(in.message())));
        case 7 -> in.float32s(reals);
        case 8 -> in.int64s(integers);
        case 9 -> texts.add(in.text());
        case 20 -> type = in.int32();
        default -> in.skip();
      }
    }
    Attribute value =
        switch (type) {
          case 6 -> new Attribute.Reals(reals.toArray());
          case 7 -> new Attribute.Ints(integers.toArray());
          case 8 -> new Attribute.Texts(List.copyOf(texts));
          default ->
              Optional.ofNullable(single.get(type))
                  .orElseThrow(() -> unreadable(offset, attributes));
        };
    if (attributes.put(name, value) != null) {
      throw source.error(offset, "a second attribute \"" + name + "\"; the file is damaged");
    }
  }

  private RuntimeException unreadable(int offset, Map<String, Attribute> before) {
    return source.error(
        offset,
        "an attribute of a kind that is not read, or without a value, after " + before.keySet());
  }

  private static ValueInfo info(ProtoReader in) {
    String name = "";
    ValueInfo found = new ValueInfo("", 0, List.of());
    while (in.next()) {
      switch (in.field()) {
        case 1 -> name = in.text();
        case 2 -> found = tensorType(in.message());
        default -> in.skip();
      }
    }
    return new ValueInfo(name, found.elementType(), found.extents());
  }

  /// `TypeProto`, of which tensors are read only.
  private static ValueInfo tensorType(ProtoReader in) {
    int type = 0;
    List<String> extents = new ArrayList<>();
    while (in.next()) {
      if (in.field() != 1) {
        in.skip();
        continue;
      }
      ProtoReader tensor = in.message();
      while (tensor.next()) {
        switch (tensor.field()) {
          case 1 -> type = tensor.int32();
          case 2 -> extents(tensor.message(), extents);
          default -> tensor.skip();
        }
      }
    }
    return new ValueInfo("", type, List.copyOf(extents));
  }

  private static void extents(ProtoReader shape, List<String> extents) {
    while (shape.next()) {
      if (shape.field() != 1) {
        shape.skip();
        continue;
      }
      ProtoReader dim = shape.message();
      String extent = "?";
      while (dim.next()) {
        switch (dim.field()) {
          case 1 -> extent = Long.toString(dim.int64());
          case 2 -> extent = dim.text();
          default -> dim.skip();
        }
      }
      extents.add(extent);
    }
  }
}
