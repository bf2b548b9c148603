package dev.sluice.formats.onnx.stack;

import static dev.sluice.formats.onnx.TestGraphs.OPSET;
import static dev.sluice.formats.onnx.TestGraphs.floats;
import static dev.sluice.formats.onnx.TestGraphs.info;
import static dev.sluice.formats.onnx.TestGraphs.node;
import static dev.sluice.formats.onnx.TestGraphs.number;
import static dev.sluice.formats.onnx.TestGraphs.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.InitialState;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.onnx.Attribute;
import dev.sluice.formats.onnx.DataType;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.OnnxModelOptions;
import dev.sluice.formats.onnx.TestGraphs;
import dev.sluice.formats.onnx.ValueInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lengths and states that the file gives its nodes: a stack has them too, or is refused.
class GivenByTheGraphTest {
  private static final int T = 5;
  private static final int B = 3;
  private static final ValueInfo X = info("X", 1, "5", "3", "2");
  private static final ValueInfo S = info("s", 1, "1", "3", "2");
  private static final ValueInfo LENS = info("lens", DataType.INT32.code(), "3");
  private static final NdArray ROW = floats(random(2, 7), 1, 1, 2);
  private static final NdArray ROWS = floats(random(6, 7), 1, 3, 2);
  private static final NdArray SAME = floats(new float[] {1, 2, 1, 2, 1, 2}, 1, 3, 2);

  /// Inputs 4 and later of a node, and what makes them.
  private record Given(
      List<String> names,
      List<Node> before,
      Map<String, NdArray> constants,
      List<ValueInfo> inputs) {
    static Given of(String... names) {
      return new Given(List.of(names), List.of(), Map.of(), List.of(X));
    }

    Given constant(String name, NdArray value) {
      Map<String, NdArray> all = new HashMap<>(constants);
      all.put(name, value);
      return new Given(names, before, all, inputs);
    }

    Given input(ValueInfo input) {
      List<ValueInfo> all = new ArrayList<>(inputs);
      all.add(input);
      return new Given(names, before, constants, all);
    }

    Given node(String type, List<String> in, String out, Object... attributes) {
      List<Node> all = new ArrayList<>(before);
      all.add(TestGraphs.node(type, in, List.of(out), attributes));
      return new Given(names, all, constants, inputs);
    }

    /// A GRU, or an LSTM where there is a seventh input.
    OnnxFile file() {
      boolean lstm = names.size() > 2;
      int rows = lstm ? 8 : 6;
      Map<String, NdArray> all = new HashMap<>(constants);
      all.put("W", floats(random(2 * rows, 1), 1, rows, 2));
      all.put("R", floats(random(2 * rows, 2), 1, rows, 2));
      all.put("one", NdArray.longs(1));
      all.put("at0", NdArray.longs(0));
      all.put("end1", NdArray.longs(1));
      all.put("extents", NdArray.longs(1, B, 2));
      List<String> in = new ArrayList<>(List.of("X", "W", "R", ""));
      in.addAll(names);
      List<Node> nodes = new ArrayList<>(before);
      nodes.add(TestGraphs.node(lstm ? "LSTM" : "GRU", in, List.of("Y")));
      nodes.add(TestGraphs.node("Squeeze", List.of("Y", "one"), List.of("y")));
      return TestGraphs.file(OPSET, nodes, all, inputs, List.of(info("y", 1)));
    }
  }

  private static RecurrentModel whole(Given given) {
    return StackImport.read(given.file(), OnnxModelOptions.AS_WRITTEN);
  }

  private static RecurrentModel alone(Given given) {
    return StackImport.node(given.file(), OnnxModelOptions.AS_WRITTEN, "Y");
  }

  /// As the graph computes, with inputs of zeros.
  private static void computesTheSame(Given given, RecurrentModel stack) {
    float[] x = random(T * B * 2, 9);
    Map<String, NdArray> inputs = new HashMap<>();
    for (ValueInfo input : given.inputs()) {
      if (input.equals(LENS)) {
        inputs.put("lens", lengths(T, T, T));
      } else if (!given.constants().containsKey(input.name())) {
        inputs.put(input.name(), floats(new float[B * 2], 1, B, 2));
      }
    }
    inputs.put("X", floats(x, T, B, 2));
    float[] expected = TestGraphs.run(given.file(), "y", inputs);
    Seq seq = Seq.packed(Tensor.of(Shape.of(T * B, 2), x), Lengths.equal(B, T));
    assertThat(stack.run(seq).rows().data()).containsExactly(expected, within(1e-6f));
  }

  private static NdArray lengths(long... lengths) {
    return new NdArray.Longs(DataType.INT32, Shape.of(lengths.length), lengths);
  }

  private static void begins(InitialState state, Given given) {
    for (RecurrentModel stack : List.of(whole(given), alone(given))) {
      assertThat(stack.spec().topology().initialState()).isEqualTo(state);
      computesTheSame(given, stack);
    }
  }

  private static void isRefused(String reason, Given given) {
    assertThatThrownBy(() -> whole(given))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> alone(given))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void lengthsThatTheFileGivesAreRefused() {
    String reason = "sequence_lens that the file gives";
    isRefused(reason, Given.of("lens").constant("lens", lengths(5, 4, 5)));
    isRefused(reason, Given.of("lens").constant("lens", lengths(5, 4, 5)).input(LENS));
    Given cast =
        Given.of("cast").input(LENS).node("Cast", List.of("lens"), "cast", "to", number(6));
    isRefused(reason, cast.constant("lens", lengths(5, 4, 5)));
    begins(InitialState.ZERO, cast);
    isRefused(
        reason,
        Given.of("lens")
            .constant("batch", NdArray.longs(B))
            .node(
                "ConstantOfShape",
                List.of("batch"),
                "lens",
                "value",
                new Attribute.OfTensor(lengths(4))));
  }

  @Test
  void lengthsOfAllStepsAreNone() {
    begins(InitialState.ZERO, Given.of("lens").constant("lens", lengths(5, 5, 5)));
    begins(InitialState.ZERO, Given.of("lens").constant("lens", lengths(5, 5, 5)).input(LENS));
  }

  @Test
  void lengthsOfTheCallerAreItsOwn() {
    begins(InitialState.ZERO, Given.of("lens").input(LENS));
    Given computed = Given.of("neg").input(LENS).node("Neg", List.of("lens"), "neg");
    assertThatThrownBy(() -> whole(computed)).hasMessageContaining("that the graph computes");
    assertThat(alone(computed).spec().hiddenSize()).isEqualTo(2);
  }

  @Test
  void aStateForEverySequenceIsLearned() {
    begins(InitialState.LEARNED, Given.of("", "s").constant("s", SAME));
    begins(InitialState.ZERO, Given.of("", "s").constant("s", floats(new float[6], 1, 3, 2)));
    isRefused("another initial state", Given.of("", "s").constant("s", ROWS));
    isRefused("expected floats of 1", Given.of("", "s").constant("s", floats(new float[2], 1, 2)));
    begins(InitialState.LEARNED, Given.of("", "", "s").constant("s", SAME));
    isRefused("another initial state", Given.of("", "", "s").constant("s", ROWS));
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "1,1,2", "1,3,1", "1,3,2"})
  void whatIsExpandedIsLearned(int first, int batch, int units) {
    float[] values = {1, 2, 1, 2, 1, 2};
    if (units == 1) {
      values = new float[] {3, 3, 3};
    }
    float[] cut = java.util.Arrays.copyOf(values, first * batch * units);
    Given given =
        Given.of("", "s")
            .constant("c", floats(cut, first, batch, units))
            .node("Expand", List.of("c", "extents"), "s");
    begins(InitialState.LEARNED, given);
  }

  @Test
  void partsOfConstantsAreLearned() {
    Given cut = Given.of("", "s").constant("c", floats(random(12, 3), 2, 3, 2));
    isRefused("another initial state", cut.node("Slice", List.of("c", "at0", "end1", "at0"), "s"));
    begins(
        InitialState.LEARNED,
        cut.constant("c", floats(new float[] {1, 2, 1, 2, 1, 2, 0, 0, 0, 0, 0, 0}, 2, 3, 2))
            .node("Slice", List.of("c", "at0", "end1", "at0"), "s"));
    Given row = Given.of("", "s").constant("c", ROW).constant("sizes", NdArray.longs(1));
    begins(
        InitialState.LEARNED,
        row.node("Split", List.of("c", "sizes"), "p", "axis", number(0))
            .node("Expand", List.of("p", "extents"), "s"));
  }

  /// As exporters write zeros, and loops that were fused their state.
  @ParameterizedTest
  @ValueSource(floats = {0, 3})
  void numbersEverywhereAreLearned(float value) {
    InitialState state = value == 0 ? InitialState.ZERO : InitialState.LEARNED;
    Attribute number = new Attribute.OfTensor(floats(new float[] {value}, 1));
    Given given =
        Given.of("", "s")
            .constant("two", NdArray.longs(2, B, 2))
            .constant("flat", NdArray.longs(1, -1, 2));
    begins(state, given.node("ConstantOfShape", List.of("extents"), "s", "value", number));
    Given both = given.node("ConstantOfShape", List.of("two"), "c", "value", number);
    begins(state, both.node("Slice", List.of("c", "at0", "end1", "at0"), "s"));
    begins(
        state,
        given
            .constant("rows", NdArray.longs(B, 2))
            .node("ConstantOfShape", List.of("rows"), "c", "value", number)
            .node("Reshape", List.of("c", "flat"), "s"));
  }

  @Test
  void aRowThatIsShapedIsLearned() {
    Given given =
        Given.of("", "s")
            .constant("c", floats(random(2, 3), 1, 2))
            .constant("rows", NdArray.longs(B, 2))
            .constant("flat", NdArray.longs(1, -1, 2));
    begins(
        InitialState.LEARNED,
        given.node("Expand", List.of("c", "rows"), "r").node("Reshape", List.of("r", "flat"), "s"));
    isRefused(
        "makes the initial state",
        given
            .constant("columns", NdArray.longs(2, B))
            .constant("c", floats(random(2, 3), 2, 1))
            .node("Expand", List.of("c", "columns"), "r")
            .node("Reshape", List.of("r", "flat"), "s"));
  }

  @Test
  void defaultsOfStatesAreRefused() {
    for (Given given : List.of(Given.of("", "s").input(S), Given.of("", "", "s").input(S))) {
      begins(InitialState.ZERO, given);
      begins(InitialState.ZERO, given.constant("s", floats(new float[6], 1, 3, 2)));
      isRefused("initial state has a default", given.constant("s", SAME));
    }
    Given all = Given.of("", "p").input(S).constant("sizes", NdArray.longs(1));
    for (Given part :
        List.of(
            all.node("Split", List.of("s", "sizes"), "p", "axis", number(0)),
            all.node("Slice", List.of("s", "at0", "end1", "at0"), "p"))) {
      begins(InitialState.ZERO, part);
      isRefused("initial state has a default", part.constant("s", SAME));
    }
    isRefused("makes the initial state", all.constant("s", SAME).node("Tanh", List.of("s"), "p"));
  }

  @Test
  void whatIsComputedIsCutOffAlone() {
    Given given = Given.of("", "p").input(S).node("Tanh", List.of("s"), "p");
    assertThatThrownBy(() -> whole(given)).hasMessageContaining("makes the initial state");
    assertThat(alone(given).spec().topology().initialState()).isEqualTo(InitialState.ZERO);
    isRefused(
        "makes the initial state",
        Given.of("", "p").constant("s", SAME).node("Tanh", List.of("s"), "p"));
  }

  /// The sizes of the parts are not known.
  @Test
  void aSplitOfComputedSizesIsNotFollowed() {
    Given given =
        Given.of("", "p")
            .input(S)
            .input(info("n", DataType.INT64.code(), "1"))
            .node("Split", List.of("s", "n"), "p", "axis", number(0));
    assertThatThrownBy(() -> whole(given)).hasMessageContaining("makes the initial state");
  }

  private static OnnxFile batchMajor(NdArray state, int axis) {
    Map<String, NdArray> constants = new HashMap<>();
    constants.put("W", floats(random(24, 1), 2, 6, 2));
    constants.put("R", floats(random(24, 2), 2, 6, 2));
    constants.put("c", state);
    constants.put("extents", NdArray.longs(2, 2, 2));
    constants.put("sizes", NdArray.longs(2));
    constants.put("flat", NdArray.longs(0, 0, -1));
    Node made =
        axis < 0
            ? node("Expand", List.of("c", "extents"), List.of("s"))
            : node("Split", List.of("h", "sizes"), List.of("s"), "axis", number(axis));
    return TestGraphs.file(
        OPSET,
        List.of(
            made,
            node(
                "GRU",
                List.of("X", "W", "R", "", "", "s"),
                List.of("Y"),
                "layout",
                number(1),
                "direction",
                new Attribute.Text("bidirectional")),
            node("Reshape", List.of("Y", "flat"), List.of("y"))),
        constants,
        List.of(info("X", 1, "2", "5", "2"), info("h", 1, "B", "2", "2")),
        List.of(info("y", 1)));
  }

  /// `[batch,D,H]`: what is along the first axis are sequences.
  @Test
  void batchMajorStatesHaveTheBatchFirst() {
    OnnxFile file = batchMajor(floats(new float[] {1, 2, 3, 4}, 1, 2, 2), -1);
    RecurrentModel stack = StackImport.read(file, OnnxModelOptions.AS_WRITTEN);
    assertThat(stack.stack().parameters().get("initial_state").toTensor().data())
        .containsExactly(1, 2, 3, 4);
    assertThatThrownBy(() ->
            StackImport.read(
                batchMajor(floats(new float[] {1, 2, 3, 4}, 2, 1, 2), -1),
                OnnxModelOptions.AS_WRITTEN))
        .hasMessageContaining("another initial state");
    StackImport.read(batchMajor(ROW, 1), OnnxModelOptions.AS_WRITTEN);
    assertThatThrownBy(() -> StackImport.read(batchMajor(ROW, 0), OnnxModelOptions.AS_WRITTEN))
        .hasMessageContaining("makes the initial state");
  }

  @Test
  void aDropoutThatDropsIsSomethingBetween() {
    Given given = Given.of("").constant("on", new NdArray.Longs(DataType.BOOL, Shape.of(), one()));
    Given off = given.constant("on", new NdArray.Longs(DataType.BOOL, Shape.of(), new long[1]));
    assertThat(whole(dropped(off)).spec().hiddenSize()).isEqualTo(2);
    assertThatThrownBy(() -> whole(dropped(given))).hasMessageContaining("stands before");
  }

  private static long[] one() {
    return new long[] {1};
  }

  /// X comes through a Dropout.
  private static Given dropped(Given given) {
    List<ValueInfo> inputs = List.of(info("X0", 1, "5", "3", "2"));
    return new Given(given.names(), given.before(), given.constants(), inputs)
        .node("Dropout", List.of("X0", "", "on"), "X");
  }

  @Test
  void surplusInputsAreRefused() {
    assertThatThrownBy(() -> StackImport.node(surplus(), OnnxModelOptions.AS_WRITTEN, "Y"))
        .hasMessageContaining("more inputs than the 6 of its kind");
  }

  private static OnnxFile surplus() {
    return TestGraphs.file(
        OPSET,
        List.of(node("GRU", List.of("X", "W", "R", "", "", "", "c"), List.of("Y"))),
        Map.of("W", floats(random(12, 1), 1, 6, 2), "R", floats(random(12, 2), 1, 6, 2), "c", ROW),
        List.of(X),
        List.of(info("Y", 1)));
  }
}
