package dev.sluice.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.onnx.run.OnnxModel;
import dev.sluice.formats.onnx.stack.StackImport;
import dev.sluice.formats.wire.ProtoWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that a stranger made to hurt: each is refused in a sentence that names the byte.
class HostileFilesTest {
  private static final byte[] NONE = {};

  private static ProtoWriter message() {
    return new ProtoWriter();
  }

  private static byte[] model(ProtoWriter graph) {
    return message()
        .int64(1, 8)
        .message(7, graph)
        .message(8, message().text(1, "").int64(2, 14))
        .toByteArray();
  }

  private static byte[] withTensor(ProtoWriter tensor) {
    return model(message().message(5, tensor));
  }

  private static ProtoWriter tensor(long type, long... dims) {
    ProtoWriter tensor = message();
    for (long dim : dims) {
      tensor.int64(1, dim);
    }
    return tensor.int64(2, type).text(8, "w");
  }

  private static byte[] withNode(ProtoWriter node) {
    return model(message().message(1, node));
  }

  private static ProtoWriter node(String type) {
    return message().text(1, "x").text(2, "y").text(3, "n").text(4, type);
  }

  private static ProtoWriter attribute(String name, long type) {
    return message().text(1, name).int64(20, type);
  }

  /// A tag and a length that nothing follows.
  private static byte[] bytes(int... values) {
    byte[] out = new byte[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) values[i];
    }
    return out;
  }

  private static byte[] nested(int depth) {
    ProtoWriter inner = message().text(2, "deep");
    for (int i = 0; i < depth; i++) {
      ProtoWriter attribute = message().text(1, "body").message(6, inner).int64(20, 5);
      inner = message().message(1, message().text(4, "Loop").message(5, attribute));
    }
    return model(inner);
  }

  private static byte[] many(int count, ProtoWriter node) {
    ProtoWriter graph = message();
    for (int i = 0; i < count; i++) {
      graph.message(1, node);
    }
    return model(graph);
  }

  static Stream<Arguments> files() {
    byte[] eight = new byte[8];
    return Stream.of(
        Arguments.of("empty", NONE, "no graph"),
        Arguments.of(
            "text", "hello, world".getBytes(java.nio.charset.StandardCharsets.US_ASCII), ""),
        Arguments.of("a field number of 0", bytes(0x02, 0x01, 0x00), "field number"),
        Arguments.of("a group", bytes(0x3B, 0x3C), "wire type 3"),
        Arguments.of("wire type 7", bytes(0x0F), "wire type 7"),
        Arguments.of("a varint that never ends", bytes(0x08, 0xFF, 0xFF, 0xFF), "ends within"),
        Arguments.of(
            "a varint of 11 bytes",
            bytes(8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1),
            "more than 64 bits"),
        Arguments.of("a length beyond the file", bytes(0x3A, 0x64, 0x00), "length of 100"),
        Arguments.of(
            "a length of 2^63",
            bytes(0x3A, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1),
            "length of"),
        Arguments.of("a fixed64 cut off", bytes(0x61, 1, 2), "ends within"),
        Arguments.of("a fixed32 cut off", bytes(0x65, 1, 2), "ends within"),
        Arguments.of("a graph that is a number", bytes(0x38, 0x01), "wire type"),
        Arguments.of("a producer that is a number", bytes(0x10, 0x01), "wire type"),
        Arguments.of("a producer that is no UTF-8", bytes(0x12, 0x02, 0xC3, 0x28), "UTF-8"),
        Arguments.of(
            "two graphs",
            message().message(7, message()).message(7, message()).toByteArray(),
            "second graph"),
        Arguments.of("an element type of 99", withTensor(tensor(99, 1)), "element type 99"),
        Arguments.of("strings", withTensor(tensor(8, 1)), "element type 8"),
        Arguments.of("no element type", withTensor(message().int64(1, 1)), "element type 0"),
        Arguments.of("a negative extent", withTensor(tensor(1, -1).bytes(9, NONE)), "-1"),
        Arguments.of(
            "an extent of 2^40", withTensor(tensor(1, 1L << 40).bytes(9, NONE)), "1099511627776"),
        Arguments.of(
            "extents whose product overflows",
            withTensor(tensor(1, 1 << 30, 1 << 30, 1 << 30).bytes(9, NONE)),
            "2^31-1"),
        Arguments.of(
            "a product that wraps to the right size",
            withTensor(tensor(1, 1L << 31, 1L << 31, 4).bytes(9, NONE)),
            "extent"),
        Arguments.of(
            "a shape bomb", withTensor(tensor(1, 1 << 28).bytes(9, eight)), "8 bytes of data"),
        Arguments.of(
            "a shape bomb of longs", withTensor(tensor(7, 1 << 27).bytes(9, eight)), "8 bytes"),
        Arguments.of(
            "a shape bomb of float_data", withTensor(tensor(1, 1 << 28).bytes(4, eight)), "2 elem"),
        Arguments.of(
            "a shape bomb of int64_data", withTensor(tensor(7, 1 << 27).bytes(7, eight)), "8 elem"),
        Arguments.of("short data", withTensor(tensor(1, 3).bytes(9, eight)), "8 bytes of data"),
        Arguments.of("long data", withTensor(tensor(1, 1).bytes(9, eight)), "8 bytes of data"),
        Arguments.of("no data", withTensor(tensor(1, 4)), "0 elements"),
        Arguments.of(
            "half a float", withTensor(tensor(1, 1).bytes(4, bytes(1, 2, 3))), "multiple of 4"),
        Arguments.of(
            "half an integer", withTensor(tensor(7, 1).bytes(7, bytes(0x80))), "ends within"),
        Arguments.of("rank 17", withTensor(tensor(1, new long[17])), "rank 17"),
        Arguments.of("segments", withTensor(tensor(1, 1).message(3, message())), "segments"),
        Arguments.of(
            "a double beyond floats",
            withTensor(tensor(11, 1).bytes(9, bytes(0, 0, 0, 0, 0, 0, 0xE0, 0x7F))),
            "beyond a float"),
        Arguments.of(
            "the same tensor twice",
            model(
                message()
                    .message(5, tensor(1, 1).float32(4, 1))
                    .message(5, tensor(1, 1).float32(4, 2))),
            "second tensor"),
        Arguments.of("a sparse tensor", model(message().message(15, message())), "sparse"),
        Arguments.of(
            "external data",
            withTensor(
                tensor(1, 1)
                    .message(13, message().text(1, "location").text(2, "/etc/passwd"))
                    .int64(14, 1)),
            "another file"),
        Arguments.of(
            "an attribute without a value",
            withNode(node("Relu").message(5, attribute("a", 4))),
            "attribute"),
        Arguments.of(
            "an attribute of type 77",
            withNode(node("Relu").message(5, attribute("a", 77))),
            "attribute"),
        Arguments.of(
            "an attribute twice",
            withNode(
                node("Relu")
                    .message(5, attribute("a", 2).int64(3, 1))
                    .message(5, attribute("a", 2).int64(3, 2))),
            "second attribute"),
        Arguments.of(
            "a value made twice",
            model(message().message(1, node("Relu")).message(1, node("Tanh"))),
            "second value"),
        Arguments.of("graphs within graphs", nested(40), "within each other"),
        Arguments.of("a million nodes of two bytes", many(1_000_000, message()), "memory"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void isRefusedWithItsPlace(String name, byte[] file, String expected) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOfSatisfying(
            FormatException.class,
            e -> {
              assertThat(e).hasMessageContaining("hostile.onnx").hasMessageContaining(expected);
              assertThat(e.offset()).isBetween(0L, (long) file.length);
            });
  }

  private static OnnxFile read(byte[] file) {
    return OnnxFile.read(Source.of("hostile.onnx", file), ExternalData.refused());
  }

  /// What can be read, but neither run nor taken out.
  static Stream<Arguments> graphs() {
    return Stream.of(
        Arguments.of("an unknown operator", withNode(node("Einsum")), "Einsum"),
        Arguments.of(
            "a foreign domain", withNode(node("Relu").text(7, "com.evil")), "com.evil.Relu"),
        Arguments.of("an input that nothing makes", withNode(node("Relu")), "no node before it"),
        Arguments.of(
            "an output that nothing makes",
            model(message().message(12, message().text(1, "z"))),
            "\"z\" is made by no node"),
        Arguments.of(
            "a constant without a value",
            withNode(message().text(2, "y").text(4, "Constant")),
            "no value"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("graphs")
  void doesNotRun(String name, byte[] file, String expected) {
    OnnxFile read = read(file);
    assertThatThrownBy(() -> OnnxModel.of(read))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(expected);
    assertThatThrownBy(() -> StackImport.read(read, OnnxModelOptions.AS_WRITTEN))
        .isInstanceOf(FormatException.class);
  }

  private static ProtoWriter gru(long directions, long rows, long inputs, long hidden) {
    int w = (int) (directions * rows * inputs);
    int r = (int) (directions * rows * hidden);
    return message()
        .message(5, tensor(1, directions, rows, inputs).text(8, "W").raw(9, new float[w]))
        .message(5, tensor(1, directions, rows, hidden).text(8, "R").raw(9, new float[r]))
        .message(11, message().text(1, "x"))
        .message(12, message().text(1, "y"));
  }

  private static ProtoWriter gruNode() {
    return message().text(1, "x").text(1, "W").text(1, "R").text(2, "y").text(4, "GRU");
  }

  static Stream<Arguments> nodes() {
    ProtoWriter good = gru(1, 9, 2, 3);
    return Stream.of(
        Arguments.of("rows that are not 3H", gru(1, 8, 2, 3), gruNode(), "W has shape"),
        Arguments.of("two directions of one", gru(2, 9, 2, 3), gruNode(), "W has shape"),
        Arguments.of("no units", gru(1, 0, 2, 0), gruNode(), "extent is 0"),
        Arguments.of("no inputs", gru(1, 9, 0, 3), gruNode(), "extent is 0"),
        Arguments.of(
            "another hidden_size",
            good,
            gruNode().message(5, attribute("hidden_size", 2).int64(3, 4)),
            "hidden_size is 4"),
        Arguments.of(
            "a direction sideways",
            good,
            gruNode().message(5, attribute("direction", 3).text(4, "sideways")),
            "sideways"),
        Arguments.of(
            "a direction that is a number",
            good,
            gruNode().message(5, attribute("direction", 2).int64(3, 1)),
            "direction is Int"),
        Arguments.of(
            "linear_before_reset 2",
            good,
            gruNode().message(5, attribute("linear_before_reset", 2).int64(3, 2)),
            "linear_before_reset is 2"),
        Arguments.of(
            "layout 3",
            good,
            gruNode().message(5, attribute("layout", 2).int64(3, 3)),
            "layout is 3"),
        Arguments.of(
            "a clip of 0",
            good,
            gruNode().message(5, attribute("clip", 1).float32(2, 0)),
            "clip is 0"),
        Arguments.of(
            "a clip of NaN",
            good,
            gruNode().message(5, attribute("clip", 1).float32(2, Float.NaN)),
            "clip is NaN"),
        Arguments.of(
            "one activation",
            good,
            gruNode().message(5, attribute("activations", 8).text(9, "Tanh")),
            "1 activations"),
        Arguments.of(
            "an unknown activation",
            good,
            gruNode().message(5, attribute("activations", 8).text(9, "Tanh").text(9, "Swish")),
            "Swish"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nodes")
  void aRecurrentNodeIsChecked(String name, ProtoWriter graph, ProtoWriter node, String expected) {
    byte[] joined = concat(graph.toByteArray(), message().message(1, node).toByteArray());
    OnnxFile read =
        read(
            message()
                .int64(1, 8)
                .bytes(7, joined)
                .message(8, message().text(1, "").int64(2, 14))
                .toByteArray());
    assertThatThrownBy(() -> OnnxModel.of(read))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(expected);
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] out = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, out, a.length, b.length);
    return out;
  }

  private static OnnxFile sharing(int nodes) {
    ProtoWriter graph = gru(1, 600, 200, 200);
    for (int i = 0; i < nodes; i++) {
      String from = i == 0 ? "x" : "z" + (i - 1);
      graph
          .message(
              1, message().text(1, from).text(1, "W").text(1, "R").text(2, "h" + i).text(4, "GRU"))
          .message(
              1, message().text(1, "h" + i).text(1, "one").text(2, "z" + i).text(4, "Squeeze"));
    }
    graph.message(5, tensor(7, 1).text(8, "one").int64(7, 1));
    return read(model(graph));
  }

  /// Each node has copies of the weights, which take no place in the file.
  @Test
  void manyNodesOfTheSameWeightsAreRefused() {
    OnnxFile many = sharing(2000);
    assertThatThrownBy(() -> OnnxModel.of(many))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("of shared weights, asks for 1920000 bytes");
    OnnxFile again = sharing(2000);
    assertThatThrownBy(() -> StackImport.read(again, OnnxModelOptions.AS_WRITTEN))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("of shared weights, asks for 1920000 bytes");
  }

  @Test
  void aFewNodesMayShareWeights() {
    OnnxFile file = sharing(2);
    assertThatThrownBy(() -> OnnxModel.of(file)).hasMessageContaining("\"y\" is made by no node");
  }

  @Test
  void externalDataStaysInTheFolder(@TempDir Path folder) throws Exception {
    Path secret = Files.write(folder.resolve("secret.bin"), new byte[] {0, 0, (byte) 0x80, 0x3F});
    Path models = Files.createDirectory(folder.resolve("models"));
    Files.write(models.resolve("w.bin"), new byte[] {0, 0, (byte) 0x80, 0x3F, 9, 9});
    Files.createSymbolicLink(models.resolve("link.bin"), secret);
    ExternalData inside = ExternalData.inside(models);
    for (String escape :
        new String[] {"../secret.bin", secret.toString(), "link.bin", "", "sub/../../secret.bin"}) {
      assertThatThrownBy(() -> OnnxFile.read(Source.of("m.onnx", external(escape, 4)), inside))
          .as(escape)
          .isInstanceOf(FormatException.class);
    }
    assertThatThrownBy(() -> OnnxFile.read(Source.of("m.onnx", external("w.bin", 9)), inside))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("of which there are 6");
    OnnxFile read = OnnxFile.read(Source.of("m.onnx", external("w.bin", 4)), inside);
    assertThat(((NdArray.Floats) read.graph().constants().get("w")).data()).containsExactly(1f);
  }

  private static byte[] external(String location, long length) {
    return withTensor(
        tensor(1, 1)
            .message(13, message().text(1, "location").text(2, location))
            .message(13, message().text(1, "length").text(2, Long.toString(length)))
            .int64(14, 1));
  }
}
