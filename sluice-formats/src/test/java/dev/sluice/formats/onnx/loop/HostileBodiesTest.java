package dev.sluice.formats.onnx.loop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.onnx.Attribute;
import dev.sluice.formats.onnx.ExternalData;
import dev.sluice.formats.onnx.Graph;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.OnnxWriter;
import dev.sluice.formats.onnx.ValueInfo;
import dev.sluice.formats.onnx.run.OnnxModel;
import dev.sluice.formats.wire.ProtoWriter;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bodies of loops that a stranger made to take much memory from a small file.
class HostileBodiesTest {
  private static final Attribute FEATURES = new Attribute.Int(1);

  private static ValueInfo value(String name, String... extents) {
    return new ValueInfo(name, 1, List.of(extents));
  }

  private static Node node(String type, String from, String also, String to) {
    List<String> in = also.isEmpty() ? List.of(from) : List.of(from, also);
    return OnnxWriter.node(
        type, in, List.of(to), type.equals("Concat") ? Map.of("axis", FEATURES) : Map.of());
  }

  /// A file of one node, written and read again; made long, so that reading alone takes no more
  /// than it may.
  private static OnnxFile file(Node loop, Map<String, NdArray> constants) {
    Graph graph =
        new Graph(
            "g",
            List.of(loop),
            constants,
            List.of(value("h0", "1", "2"), value("X", "3", "1", "2")),
            List.of(value("o")));
    OnnxFile written = new OnnxFile("t", "", Map.of("", 17L), graph, Map.of());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(OnnxWriter.write(written, 8));
    bytes.writeBytes(new ProtoWriter().bytes(99, new byte[4 << 20]).toByteArray());
    return OnnxFile.read(Source.of("loop.onnx", bytes.toByteArray()), ExternalData.refused());
  }

  /// A scan whose new state is `next`.
  private static OnnxFile scan(
      List<Node> nodes,
      Map<String, NdArray> own,
      Map<String, NdArray> around,
      String next,
      String width) {
    Graph body =
        new Graph(
            "b",
            nodes,
            own,
            List.of(value("h", "1", width), value("x", "1", width)),
            List.of(value(next)));
    Map<String, Attribute> attributes =
        Map.of("num_scan_inputs", new Attribute.Int(1), "body", new Attribute.OfGraph(body));
    return file(OnnxWriter.node("Scan", List.of("h0", "X"), List.of("o"), attributes), around);
  }

  private static void refused(OnnxFile file, String reason) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () ->
            assertThatThrownBy(() -> OnnxModel.of(file))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("no GRU written out: ")
                .hasMessageContaining(reason));
  }

  /// A value beside itself, 40 times: of integers, of steps, of a width that is no `int`.
  @ParameterizedTest
  @CsvSource({"w,2", "x,2", "x,999999999"})
  void whatDoublesIsNotKnown(String first, String width) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String from = i == 0 ? first : "v" + i;
      nodes.add(node("Concat", from, from, "v" + (i + 1)));
    }
    Map<String, NdArray> own = Map.of("w", NdArray.longs(1));
    refused(scan(nodes, own, Map.of(), "v40", width), "its body has Concat");
  }

  /// A product with what is wider than any array.
  @Test
  void whatIsTooWideIsNotKnown() {
    List<Node> nodes =
        List.of(
            node("Concat", "x", "x", "x2"),
            node("Concat", "x2", "x2", "x4"),
            node("MatMul", "x4", "W", "v"));
    Map<String, NdArray> around = Map.of("W", NdArray.of(Shape.of(1, 1), 1f));
    refused(scan(nodes, Map.of(), around, "v", "999999999"), "its body has Concat");
  }

  /// A table of integers around the body, of which each use is not another copy.
  @Test
  void integersAroundAreNotCopied() {
    long[] table = new long[200_000];
    Arrays.setAll(table, i -> 1000 + i);
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      nodes.add(node("Identity", "C", "", "v" + i));
    }
    NdArray constant = NdArray.of(Shape.of(table.length), table);
    refused(scan(nodes, Map.of(), Map.of("C", constant), "v7", "2"), "\"v7\" is not known");
  }

  /// Such a table within the body hides one around it of the same name.
  @Test
  void integersWithinHideThoseAround() {
    NdArray within = NdArray.of(Shape.of(100), new long[100]);
    List<Node> nodes = List.of(node("Identity", "C", "", "v"));
    OnnxFile file = scan(nodes, Map.of("C", within), Map.of("C", NdArray.longs(1)), "v", "2");
    refused(file, "\"v\" is not known");
  }

  /// As a node of the body too.
  @Test
  void integersOfANodeAreNotKnown() {
    Attribute table = new Attribute.OfTensor(NdArray.of(Shape.of(100), new long[100]));
    List<Node> nodes =
        List.of(OnnxWriter.node("Constant", List.of(), List.of("v"), Map.of("value", table)));
    refused(scan(nodes, Map.of(), Map.of(), "v", "2"), "its body has Constant");
  }

  private static OnnxFile loop(List<Node> nodes, int carried, Map<String, NdArray> around) {
    List<ValueInfo> in = new ArrayList<>(List.of(value("i"), value("c"), value("h", "1", "2")));
    List<ValueInfo> out = new ArrayList<>(List.of(value("c1"), value("h1")));
    List<String> given = new ArrayList<>(List.of("", "", "h0"));
    for (int k = 0; k < carried; k++) {
      in.add(value("k" + k));
      out.add(value("k" + k));
      given.add("C");
    }
    Attribute body = new Attribute.OfGraph(new Graph("b", nodes, Map.of(), in, out));
    return file(OnnxWriter.node("Loop", given, List.of("o"), Map.of("body", body)), around);
  }

  private static List<Node> conditions(int count, BiFunction<Integer, String, Node> and) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(node("Add", "i", "one", "i1"));
    nodes.add(node("Less", "i1", "N", "a0"));
    for (int i = 0; i < count; i++) {
      nodes.add(node("Less", "i1", "N" + i, "l" + i));
      nodes.add(and.apply(i, "a" + (i + 1)));
    }
    nodes.add(node("Gather", "X", "i", "x"));
    nodes.add(node("Add", "x", "h", "h1"));
    nodes.add(node("Identity", "a" + count, "", "c1"));
    return nodes;
  }

  /// A condition and itself, 40 times; and 20,000 conditions one after the other.
  @Test
  void conditionsDoNotGrow() {
    Map<String, NdArray> one = Map.of("one", NdArray.of(Shape.of(), 1L));
    refused(loop(conditions(40, (i, to) -> node("And", "a" + i, "a" + i, to)), 0, one), "steps");
    List<Node> chain = conditions(20_000, (i, to) -> node("And", "a" + i, "l" + i, to));
    refused(loop(chain, 0, one), "its body has And");
  }

  /// One table of integers carried 2,000 times.
  @Test
  void carriedIntegersAreNotCopied() {
    long[] table = new long[200_000];
    Arrays.setAll(table, i -> 1000 + i);
    NdArray one = NdArray.of(Shape.of(), 1L);
    Map<String, NdArray> around =
        Map.of("one", one, "C", NdArray.of(Shape.of(table.length), table));
    refused(loop(conditions(0, (i, to) -> node("And", "", "", to)), 2000, around), "steps");
  }
}
