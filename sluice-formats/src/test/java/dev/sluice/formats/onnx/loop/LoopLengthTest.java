package dev.sluice.formats.onnx.loop;

import static dev.sluice.formats.onnx.TestGraphs.OPSET;
import static dev.sluice.formats.onnx.TestGraphs.file;
import static dev.sluice.formats.onnx.TestGraphs.floats;
import static dev.sluice.formats.onnx.TestGraphs.gruStep;
import static dev.sluice.formats.onnx.TestGraphs.info;
import static dev.sluice.formats.onnx.TestGraphs.node;
import static dev.sluice.formats.onnx.TestGraphs.number;
import static dev.sluice.formats.onnx.TestGraphs.random;
import static dev.sluice.formats.onnx.TestGraphs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.onnx.Attribute;
import dev.sluice.formats.onnx.DataType;
import dev.sluice.formats.onnx.Graph;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.run.OnnxModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// That a loop runs over all steps is proved from the nodes around it, or the loop is refused.
class LoopLengthTest {
  private static final long WRAPS = 1L << 32;

  private static final Map<String, NdArray> AROUND =
      Map.of(
          "W", floats(random(12, 1), 2, 6),
          "R", floats(random(12, 2), 2, 6),
          "zero", NdArray.of(Shape.of(), 0),
          "one", NdArray.of(Shape.of(), 1),
          "two", NdArray.of(Shape.of(), 2),
          "wraps", NdArray.of(Shape.of(), WRAPS),
          "true", new NdArray.Longs(DataType.BOOL, Shape.of(), new long[] {1}));

  /// A loop of `M` iterations over X `[T,B,2]`, whose body begins with `step`.
  private static OnnxFile loop(List<Node> length, List<Node> step) {
    List<Node> body = new ArrayList<>(step);
    body.addAll(gruStep("W", "R"));
    body.add(node("Identity", List.of("go"), List.of("goes")));
    Graph graph =
        new Graph(
            "body",
            body,
            Map.of("one", floats(new float[] {1}, 1), "at0", NdArray.longs(0)),
            List.of(info("i", 7), info("go", 9), info("h", 1, "B", "2")),
            List.of(info("goes", 9), info("hh", 1, "B", "2"), info("y", 1)));
    List<Node> nodes = new ArrayList<>(length);
    nodes.add(
        node(
            "Loop",
            List.of("M", "true", "h0"),
            List.of("last", "ys"),
            "body",
            new Attribute.OfGraph(graph)));
    return file(
        OPSET,
        nodes,
        AROUND,
        List.of(info("X", 1, "a", "b", "2"), info("h0", 1, "B", "2")),
        List.of(info("ys", 1)));
  }

  private static OnnxFile over(Node... length) {
    return loop(List.of(length), List.of(step(0)));
  }

  private static Node step(long axis) {
    return node("Gather", List.of("X", "i"), List.of("x"), "axis", number(axis));
  }

  private static Node shape(Object... attributes) {
    return node("Shape", List.of("X"), List.of("shape"), attributes);
  }

  private static Node element(String index) {
    return node("Gather", List.of("shape", index), List.of("M"));
  }

  private static void runsOverAll(OnnxFile file) {
    Map<String, NdArray> given =
        Map.of("X", floats(random(18, 3), 3, 3, 2), "h0", floats(random(6, 4), 3, 2));
    assertThat(run(file, "ys", given)).hasSize(18);
  }

  private static void refused(OnnxFile file, String reason) {
    assertThatThrownBy(() -> OnnxModel.of(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("no GRU written out: ")
        .hasMessageContaining(reason);
  }

  private static void untold(OnnxFile file) {
    refused(file, "that it runs over all steps cannot be told");
  }

  @Test
  void theFirstExtentIsTheLength() {
    runsOverAll(over(shape(), element("zero")));
    untold(over(shape(), element("one")));
  }

  @ParameterizedTest
  @CsvSource({
    "start,1,zero",
    "start,0,one",
    "start,-3,zero",
    "start,4000000000,zero",
    "end,2,zero"
  })
  void aPartOfAShapeIsNotTheWhole(String attribute, long value, String index) {
    untold(over(shape(attribute, number(value)), element(index)));
  }

  @Test
  void axesBeyondIntAreNone() {
    untold(over(shape(), element("wraps")));
    refused(
        loop(List.of(shape(), element("zero")), List.of(step(WRAPS))),
        "takes steps along axis 4294967296");
    refused(
        loop(
            List.of(shape(), element("zero"), split("X", "", WRAPS)),
            List.of(node("SequenceAt", List.of("s", "i"), List.of("x")))),
        "takes steps along axis 4294967296");
    untold(over(split("X", "one", WRAPS), node("SequenceLength", List.of("s"), List.of("M"))));
    untold(
        over(
            node(
                "Transpose",
                List.of("X"),
                List.of("Z"),
                "perm",
                new Attribute.Ints(new long[] {WRAPS, 1, 2})),
            node("Shape", List.of("Z"), List.of("shape")),
            element("zero")));
  }

  private static Node split(String x, String size, long axis) {
    return node(
        "SplitToSequence",
        size.isEmpty() ? List.of(x) : List.of(x, size),
        List.of("s"),
        "axis",
        number(axis),
        "keepdims",
        number(0));
  }

  /// In pairs of steps there are half as many.
  @Test
  void aSequenceOfStepsIsAsLong() {
    Node length = node("SequenceLength", List.of("s"), List.of("M"));
    runsOverAll(over(split("X", "", 0), length));
    runsOverAll(over(split("X", "one", 0), length));
    untold(over(split("X", "two", 0), length));
  }

  private static OnnxFile cast(long to) {
    return over(
        shape(),
        node("Gather", List.of("shape", "zero"), List.of("T")),
        node("Cast", List.of("T"), List.of("M"), "to", number(to)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT32", "INT64"})
  void aLengthMayBeCast(String to) {
    runsOverAll(cast(DataType.valueOf(to).code()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"BOOL", "INT8", "UINT8", "FLOAT16"})
  void aLengthInFewerBitsIsNone(String to) {
    untold(cast(DataType.valueOf(to).code()));
    untold(cast(WRAPS + DataType.INT64.code()));
  }
}
