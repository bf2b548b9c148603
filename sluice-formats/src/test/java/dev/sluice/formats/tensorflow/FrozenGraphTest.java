package dev.sluice.formats.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.wire.ProtoWriter;
import dev.sluice.testing.RandomSeed;
import dev.sluice.testing.SharedData;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// GRU cells of frozen graphs beside the equations in double.
class FrozenGraphTest {
  private static final int H = 5;
  private static final int I = 3;

  private static ProtoWriter message() {
    return new ProtoWriter();
  }

  private static ProtoWriter node(String name, ProtoWriter tensor) {
    ProtoWriter entry = message().text(1, "value").message(2, message().message(8, tensor));
    return message().text(1, name).text(2, "Const").message(5, entry);
  }

  private static ProtoWriter tensor(long... dims) {
    ProtoWriter shape = message();
    for (long dim : dims) {
      shape.message(2, message().int64(1, dim));
    }
    return message().int64(1, 1).message(2, shape);
  }

  private static float[] random(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian() * 0.5f;
    }
    return values;
  }

  private static FrozenGraph read(ProtoWriter graph) {
    return FrozenGraph.read(Source.of("graph.pb", graph.toByteArray()));
  }

  @Test
  void aCellComputesItsEquations() {
    Random random = new Random(RandomSeed.forClass(FrozenGraphTest.class));
    for (String[] names : new String[][] {{"kernel", "bias"}, {"weights", "biases"}}) {
      ProtoWriter graph = message();
      String cell = "rnn/gru_cell/";
      int rows = I + H;
      graph.message(
          1,
          node(
              cell + "gates/" + names[0],
              tensor(rows, 2 * H).raw(4, random(random, rows * 2 * H))));
      graph.message(
          1, node(cell + "gates/" + names[1], tensor(2 * H).raw(4, random(random, 2 * H))));
      graph.message(
          1,
          node(cell + "candidate/" + names[0], tensor(rows, H).raw(4, random(random, rows * H))));
      graph.message(1, node(cell + "candidate/" + names[1], tensor(H).float32(5, 0.25f)));
      activated(graph, cell + "gates/" + names[1], "Sigmoid");
      activated(graph, cell + "candidate/" + names[1], "Tanh");
      FrozenGraph read = read(graph);
      assertThat(GruCells.names(read)).containsExactly("rnn/gru_cell");
      assertThat(difference(read, "rnn/gru_cell", names, 6, random)).isLessThan(1e-6);
    }
  }

  /// As TensorFlow has it: read, carried into the loop, added, activated.
  private static void activated(ProtoWriter graph, String bias, String op) {
    graph
        .message(1, op(bias + "/read", "Identity", bias))
        .message(1, op(bias + "/enter", "Enter", bias + "/read:0"))
        .message(1, op(bias + "/add", "BiasAdd", bias + "/enter"))
        .message(1, op(bias + "/act", op, bias + "/add"))
        .message(1, op(bias + "/control", "NoOp", "^" + bias));
  }

  private static ProtoWriter op(String name, String op, String input) {
    return message().text(1, name).text(2, op).text(3, input);
  }

  /// `GRUCell(activation=tf.nn.relu)` computes something else, and is not taken for tanh.
  @Test
  void anotherActivationIsRefused() {
    for (String[] acts : new String[][] {{"Sigmoid", "Relu"}, {"HardSigmoid", "Tanh"}}) {
      ProtoWriter graph =
          message()
              .message(1, node("c/gates/kernel", tensor(8, 10).float32(5, 1)))
              .message(1, node("c/gates/bias", tensor(10).float32(5, 1)))
              .message(1, node("c/candidate/kernel", tensor(8, 5).float32(5, 1)))
              .message(1, node("c/candidate/bias", tensor(5).float32(5, 1)));
      activated(graph, "c/gates/bias", acts[0]);
      activated(graph, "c/candidate/bias", acts[1]);
      assertThatThrownBy(() -> GruCells.read(read(graph), "c"))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining(acts[0].equals("Sigmoid") ? "[Relu]" : "[HardSigmoid]");
    }
  }

  private static ProtoWriter cellWithUses(int chained, int steps) {
    ProtoWriter graph =
        message()
            .message(1, node("c/gates/kernel", tensor(8, 10).float32(5, 1)))
            .message(1, node("c/gates/bias", tensor(10).float32(5, 1)))
            .message(1, node("c/candidate/kernel", tensor(8, 5).float32(5, 1)))
            .message(1, node("c/candidate/bias", tensor(5).float32(5, 1)))
            .message(1, op("i0", "Identity", "c/gates/bias"))
            .bytes(99, new byte[1 << 20]); // so that reading alone takes no more than it may
    for (int i = 0; i < chained; i++) {
      graph.message(1, op("i" + (i + 1), "Identity", "i" + i));
    }
    for (int i = 0; i < steps; i++) {
      graph.message(1, op("s" + i, "BiasAdd", "i0")).message(1, op("t" + i, "Sigmoid", "s" + i));
    }
    activated(graph, "i" + chained, "Sigmoid");
    activated(graph, "c/candidate/bias", "Tanh");
    return graph;
  }

  /// Otherwise cells that share the sum of their biases would each follow the whole file.
  @Test
  void aBiasThatIsUsedTooOftenIsRefused() {
    for (ProtoWriter graph : List.of(cellWithUses(3000, 0), cellWithUses(0, 3000))) {
      assertThatThrownBy(() -> GruCells.read(read(graph), "c"))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("c/gates/bias is carried on and on");
    }
  }

  /// As `static_rnn` writes it.
  @Test
  void aCellWrittenOutStepByStepIsRead() {
    assertThat(GruCells.read(read(cellWithUses(0, 1000)), "c").spec().hiddenSize()).isEqualTo(5);
  }

  @Test
  void helloEdgeIsWithinTheBar() {
    FrozenGraph graph = FrozenGraph.read(SharedData.require("models/hello-edge/GRU_S.pb"));
    List<String> cells = GruCells.names(graph);
    assertThat(cells).containsExactly("rnn/multi_rnn_cell/cell_0/gru_cell");
    String[] names = {"kernel", "bias"};
    double most = difference(graph, cells.getFirst(), names, 25, new Random(1));
    System.out.println("Hello-Edge GRU_S, states of 25 steps: within " + most);
    assertThat(most).isLessThan(1e-5);
    assertThat(classes(graph, cells.getFirst())).isLessThan(1e-5);
  }

  /// The largest difference of all states from the equations in double, as GRUCell has them.
  private static double difference(
      FrozenGraph graph, String cell, String[] names, int steps, Random random) {
    RecurrentModel model = GruCells.read(graph, cell);
    int inputs = model.spec().inputSize();
    float[] x = random(random, steps * inputs);
    float[] found =
        model
            .run(Seq.packed(Tensor.of(Shape.of(steps, inputs), x), Lengths.of(steps)))
            .rows()
            .data();
    double[][] expected = states(graph, cell, names, steps, x);
    double most = 0;
    int h = model.spec().hiddenSize();
    for (int t = 0; t < steps; t++) {
      for (int j = 0; j < h; j++) {
        most = Math.max(most, Math.abs(found[t * h + j] - expected[t][j]));
      }
    }
    return most;
  }

  private static double[][] states(
      FrozenGraph graph, String cell, String[] names, int steps, float[] x) {
    float[] gates = graph.constant(cell + "/gates/" + names[0]).data();
    float[] gatesBias = graph.constant(cell + "/gates/" + names[1]).data();
    float[] candidate = graph.constant(cell + "/candidate/" + names[0]).data();
    float[] candidateBias = graph.constant(cell + "/candidate/" + names[1]).data();
    int h = candidateBias.length;
    int inputs = candidate.length / h - h;
    double[] state = new double[h];
    double[][] all = new double[steps][];
    for (int t = 0; t < steps; t++) {
      double[] joined = new double[inputs + h];
      for (int i = 0; i < inputs; i++) {
        joined[i] = x[t * inputs + i];
      }
      System.arraycopy(state, 0, joined, inputs, h);
      double[] ru = dense(joined, gates, gatesBias);
      double[] next = joined.clone();
      for (int j = 0; j < h; j++) {
        next[inputs + j] = state[j] / (1 + Math.exp(-ru[j]));
      }
      double[] c = dense(next, candidate, candidateBias);
      double[] changed = new double[h];
      for (int j = 0; j < h; j++) {
        double u = 1 / (1 + Math.exp(-ru[h + j]));
        changed[j] = u * state[j] + (1 - u) * Math.tanh(c[j]);
      }
      state = changed;
      all[t] = state;
    }
    return all;
  }

  private static double[] dense(double[] x, float[] kernel, float[] bias) {
    double[] out = new double[bias.length];
    for (int j = 0; j < out.length; j++) {
      out[j] = bias[j];
      for (int i = 0; i < x.length; i++) {
        out[j] += x[i] * kernel[i * out.length + j];
      }
    }
    return out;
  }

  /// The twelve classes behind the last state: ours in floats, the other in double.
  private static double classes(FrozenGraph graph, String cell) {
    RecurrentModel model = GruCells.read(graph, cell);
    int inputs = model.spec().inputSize();
    float[] x = random(new Random(2), 25 * inputs);
    float[] rows =
        model.run(Seq.packed(Tensor.of(Shape.of(25, inputs), x), Lengths.of(25))).rows().data();
    double[] last = states(graph, cell, new String[] {"kernel", "bias"}, 25, x)[24];
    Tensor kernel = graph.constant("W_o");
    float[] bias = graph.constant("b_o").data();
    assertThat(kernel.shape()).isEqualTo(Shape.of(last.length, 12));
    double[] expected = dense(last, kernel.data(), bias);
    double most = 0;
    for (int j = 0; j < 12; j++) {
      float sum = bias[j];
      for (int i = 0; i < last.length; i++) {
        sum = Math.fma(rows[24 * last.length + i], kernel.data()[i * 12 + j], sum);
      }
      most = Math.max(most, Math.abs(sum - expected[j]));
    }
    System.out.println("Hello-Edge GRU_S, logits: within " + most);
    return most / Math.max(1, java.util.Arrays.stream(expected).map(Math::abs).max().orElse(1));
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        Arguments.of("no node", message(), "no node"),
        Arguments.of(
            "a negative extent", message().message(1, node("w", tensor(-1))), "extent of -1"),
        Arguments.of("2^40", message().message(1, node("w", tensor(1L << 40))), "extent of"),
        Arguments.of(
            "an overflowing product",
            message().message(1, node("w", tensor(1 << 20, 1 << 20, 1 << 20))),
            "elements"),
        Arguments.of(
            "a bomb of one repeated number",
            message().message(1, node("w", tensor(1 << 29).float32(5, 1))),
            "memory"),
        Arguments.of(
            "short content",
            message().message(1, node("w", tensor(3).raw(4, new float[2]))),
            "8 bytes"),
        Arguments.of(
            "too many numbers",
            message().message(1, node("w", tensor(1).float32(5, 1).float32(5, 2))),
            "too many"),
        Arguments.of("rank 17", message().message(1, node("w", tensor(new long[17]))), "too many"),
        Arguments.of(
            "the same node twice",
            message()
                .message(1, node("w", tensor(1).float32(5, 1)))
                .message(1, node("w", tensor(1).float32(5, 1))),
            "second node"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void aHostileFileIsRefused(String name, ProtoWriter graph, String expected) {
    assertThatThrownBy(() -> read(graph))
        .isInstanceOfSatisfying(FormatException.class, e -> assertThat(e.offset()).isNotNegative())
        .hasMessageContaining(expected);
  }

  @Test
  void aCellWithOtherShapesIsRefused() {
    ProtoWriter graph =
        message()
            .message(1, node("c/gates/kernel", tensor(8, 9).float32(5, 1)))
            .message(1, node("c/candidate/kernel", tensor(8, 5).float32(5, 1)));
    assertThatThrownBy(() -> GruCells.read(read(graph), "c"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("[I+H,2H]");
    assertThatThrownBy(() -> GruCells.read(read(graph), "d"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("d/gates/kernel");
  }
}
