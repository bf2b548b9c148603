package dev.sluice.formats.onnx;

import static dev.sluice.formats.onnx.TestGraphs.OPSET;
import static dev.sluice.formats.onnx.TestGraphs.file;
import static dev.sluice.formats.onnx.TestGraphs.floats;
import static dev.sluice.formats.onnx.TestGraphs.info;
import static dev.sluice.formats.onnx.TestGraphs.node;
import static dev.sluice.formats.onnx.TestGraphs.number;
import static dev.sluice.formats.onnx.TestGraphs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.onnx.run.OnnxModel;
import dev.sluice.formats.wire.ProtoWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Graphs whose bytes are well formed, and which ask for more than they are worth, or for what
/// cannot be.
class HostileGraphsTest {
  private static void isRefused(
      String expected, List<Node> nodes, Map<String, NdArray> constants, ValueInfo... inputs) {
    String output = nodes.getLast().outputs().getFirst();
    OnnxFile file = file(OPSET, nodes, constants, List.of(inputs), List.of(info(output, 1)));
    assertThatThrownBy(() -> OnnxModel.of(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void constantsThatCannotBeCutAreRefused() {
    isRefused(
        "splits",
        List.of(node("Split", List.of("c", "s"), List.of("p", "q", "r"))),
        Map.of(
            "c",
            floats(new float[2], 2),
            "s",
            NdArray.of(Shape.of(3), Long.MAX_VALUE, Long.MAX_VALUE, 4L)));
    isRefused(
        "axis 0 is cut twice",
        List.of(node("Slice", List.of("c", "s", "e", "a"), List.of("p"))),
        Map.of(
            "c",
            floats(new float[10], 10),
            "s",
            NdArray.longs(3, 3),
            "e",
            NdArray.longs(10, 10),
            "a",
            NdArray.longs(0, 0)));
  }

  @Test
  void nothingIsCutToNothing() {
    Map<String, NdArray> constants =
        Map.of(
            "c",
            floats(new float[0], 0),
            "s",
            NdArray.of(Shape.of(1), -1L),
            "e",
            NdArray.of(Shape.of(1), Long.MIN_VALUE),
            "a",
            NdArray.longs(0),
            "st",
            NdArray.of(Shape.of(1), -1L));
    OnnxFile file =
        file(
            OPSET,
            List.of(node("Slice", List.of("c", "s", "e", "a", "st"), List.of("p"))),
            constants,
            List.of(),
            List.of(info("p", 1)));
    assertThat(run(file, "p", Map.of())).isEmpty();
  }

  /// 40 nodes of a body, each twice as long as the one before.
  @Test
  void listsThatDoubleStayUnknown() {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String from = "w" + i;
      nodes.add(node("Concat", List.of(from, from), List.of("w" + (i + 1)), "axis", number(0)));
    }
    Graph body =
        new Graph(
            "b",
            nodes,
            Map.of("w0", NdArray.longs(1)),
            List.of(info("h", 1, "1", "2"), info("x", 1, "1", "2")),
            List.of(info("h", 1)));
    isRefused("Scan", List.of(scanOf(body)), Map.of(), scanInputs());
  }

  private static Node scanOf(Graph body) {
    return node(
        "Scan",
        List.of("h0", "X"),
        List.of("o"),
        "num_scan_inputs",
        number(1),
        "body",
        new Attribute.OfGraph(body));
  }

  private static ValueInfo[] scanInputs() {
    return new ValueInfo[] {info("h0", 1, "1", "2"), info("X", 1, "3", "1", "2")};
  }

  @Test
  void longListsOfIntegersAreNotBoxedAgainAndAgain() {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      nodes.add(node("Identity", List.of("C"), List.of("w" + i)));
    }
    Graph body =
        new Graph(
            "b",
            nodes,
            Map.of(),
            List.of(info("h", 1, "1", "2"), info("x", 1, "1", "2")),
            List.of(info("h", 1)));
    long[] many = new long[100_000];
    Arrays.setAll(many, i -> 1000 + i);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            isRefused(
                "Scan",
                List.of(scanOf(body)),
                Map.of("C", NdArray.of(Shape.of(many.length), many)),
                scanInputs()));
  }

  /// A million floats, then half a million pieces of nothing.
  @Test
  void emptyPiecesAreNotCopiedFor() {
    java.io.ByteArrayOutputStream tensor = new java.io.ByteArrayOutputStream();
    tensor.writeBytes(new ProtoWriter().int64(2, 1).raw(4, new float[250_000]).toByteArray());
    for (int i = 0; i < 500_000; i++) {
      tensor.write(0x22);
      tensor.write(0);
    }
    byte[] file =
        new ProtoWriter()
            .message(7, new ProtoWriter().bytes(5, tensor.toByteArray()))
            .toByteArray();
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertThatThrownBy(
                    () -> OnnxFile.read(Source.of("graph.onnx", file), ExternalData.refused()))
                .isInstanceOf(FormatException.class));
  }

  @Test
  void aTransposeOfAxesThatAreNoneIsNotFollowed() {
    Graph body =
        new Graph(
            "b",
            List.of(
                node("Gather", List.of("X", "i"), List.of("x")),
                node("Add", List.of("x", "h"), List.of("hh")),
                node("Identity", List.of("c"), List.of("cc"))),
            Map.of(),
            List.of(info("i", 7), info("c", 9), info("h", 1, "1", "2")),
            List.of(info("cc", 9), info("hh", 1, "1", "2")));
    isRefused(
        "Loop",
        List.of(
            node(
                "Transpose",
                List.of("X0"),
                List.of("X"),
                "perm",
                new Attribute.Ints(new long[] {-1, 1, 2})),
            node(
                "Loop", List.of("M", "", "h0"), List.of("o"), "body", new Attribute.OfGraph(body))),
        Map.of("M", NdArray.of(Shape.of(), 5L)),
        info("X0", 1, "5", "1", "2"),
        info("h0", 1, "1", "2"));
  }
}
