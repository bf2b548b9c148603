package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Gradients;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.Activation;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentDropout;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.stream.State;
import dev.sluice.core.stream.Stepper;
import dev.sluice.core.tensor.Layout;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.CheckedKernels;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.kernel.ScalarKernels;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// On vector kernels, too, a sequence has the same bits alone, in a batch, padded, in pieces, event
/// by event, and in several threads: those of the whole batch on scalar kernels in one thread.
class SequenceBitsTest {
  private static final int INPUTS = 7;
  private static final int[] LENGTHS = {9, 0, 23, 4, 17};
  private static final Seed NOISE = Seed.of(11);

  /// Units that fill no register, and enough of them to be shared among threads.
  static Stream<RecurrentSpec<?>> specs() {
    return Stream.of(
        GruSpec.of(INPUTS, 37).layers(2).dropout(0.2),
        GruSpec.pytorch(INPUTS, 37).direction(Direction.BOTH),
        GruSpec.of(INPUTS, 160),
        GruSpec.pytorch(INPUTS, 160).layers(2),
        GruSpec.of(INPUTS, 37).layerNorm().recurrentDropout(RecurrentDropout.STATE, 0.2),
        GruSpec.pytorch(INPUTS, 21).activations(Activation.HARD_SIGMOID, Activation.RELU),
        LstmSpec.of(INPUTS, 37).layers(2).zoneout(0.1),
        LstmSpec.of(INPUTS, 150),
        RnnSpec.of(INPUTS, 37).direction(Direction.BACKWARD),
        RnnSpec.of(INPUTS, 240).activation(Activation.RELU));
  }

  static Stream<RecurrentSpec<?>> forwardSpecs() {
    return specs().filter(spec -> spec.topology().direction() == Direction.FORWARD);
  }

  @BeforeAll
  static void vectorKernels() {
    assertThat(KernelChoice.current().kernels().name()).isEqualTo("vector");
  }

  /// What belongs to sequences: `[B][T_b][…]` and `[B][S]`.
  private record Pass(
      float[][][] outputs, float[][] state, float[][][] inputGradient, float[][] stateGradient) {
    Pass select(int b) {
      return new Pass(
          new float[][][] {outputs[b]},
          new float[][] {state[b]},
          new float[][][] {inputGradient[b]},
          new float[][] {stateGradient[b]});
    }
  }

  /// A stack with numbers of its own in every bias, and what it is run on.
  private record Net(Recurrent stack, float[][][] x, float[][] start) {
    static Net of(RecurrentSpec<?> spec) {
      Parameters parameters = Parameters.initialised(Seed.of(3));
      Recurrent stack = Recurrent.create(spec, parameters.root());
      float[] values = parameters.values().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] += 0.1f * (Seed.of(4).uniform(i) - 0.5f);
      }
      parameters.set(values);
      float[][][] x = new float[LENGTHS.length][][];
      Arrays.setAll(x, b -> random(10 + b, LENGTHS[b], INPUTS));
      return new Net(stack, x, random(9, LENGTHS.length, spec.stateSize()));
    }

    Net select(int b) {
      return new Net(stack, new float[][][] {x[b]}, new float[][] {start[b]});
    }

    Pass train(Workspace workspace, Lengths lengths) {
      try (Tape tape = workspace.record(NOISE)) {
        Var in = tape.input(Seq.of(x, INPUTS).rows());
        Var begin = tape.input(Tensor.matrix(start));
        Recurrent.Unrolled result = stack.unroll(new SeqVar(in, lengths), begin);
        Var loss = result.outputs().rows().square().sum().plus(result.state().square().sum());
        Gradients gradients = tape.backward(loss);
        return new Pass(
            sequences(result.outputs().copy()),
            rows(result.state().copy()),
            sequences(Seq.packed(gradients.of(in), lengths)),
            rows(gradients.of(begin)));
      }
    }
  }

  private static float[][] random(long name, int rows, int columns) {
    float[][] values = new float[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[i][j] = 2 * Seed.of(name).at(i).uniform(j) - 1;
      }
    }
    return values;
  }

  private static float[][][] sequences(Seq seq) {
    return IntStream.range(0, seq.lengths().batch())
        .mapToObj(seq::sequence)
        .toArray(float[][][]::new);
  }

  private static float[][] rows(Tensor matrix) {
    int columns = matrix.shape().dim(1);
    float[][] rows = new float[matrix.shape().dim(0)][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(matrix.data(), i * columns, (i + 1) * columns));
    return rows;
  }

  private static Workspace vector(int threads) {
    return Workspace.threads(threads);
  }

  private static Pass expected(Net net) {
    try (Workspace scalar = Workspace.of(1, CheckedKernels.of(new ScalarKernels()))) {
      return net.train(scalar, Lengths.of(LENGTHS));
    }
  }

  /// Floats are compared by their bits: `deepEquals` tells −0 from 0.
  private static void assertSame(String what, Object actual, Object expected) {
    assertThat(Arrays.deepEquals(new Object[] {actual}, new Object[] {expected})).as(what).isTrue();
  }

  private static void assertSame(String what, Pass actual, Pass expected) {
    assertSame(what + ": outputs", actual.outputs, expected.outputs);
    assertSame(what + ": state", actual.state, expected.state);
    assertSame(what + ": input gradient", actual.inputGradient, expected.inputGradient);
    assertSame(what + ": state gradient", actual.stateGradient, expected.stateGradient);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aloneAndTogetherOnAnyThreads(RecurrentSpec<?> spec) {
    Net net = Net.of(spec);
    Pass expected = expected(net);
    for (int threads = 1; threads <= 4; threads *= 2) {
      try (Workspace workspace = vector(threads)) {
        String on = " on " + threads + " threads";
        assertSame("the batch" + on, net.train(workspace, Lengths.of(LENGTHS)), expected);
        for (int b = 0; b < LENGTHS.length; b++) {
          Lengths own = Lengths.of(LENGTHS[b]).samples(b);
          assertSame("sequence " + b + on, net.select(b).train(workspace, own), expected.select(b));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void padded(RecurrentSpec<?> spec) {
    Net net = Net.of(spec);
    Tensor padded = Seq.of(net.x, INPUTS).toPadded(Layout.TIME_MAJOR);
    for (int t = 0; t < 23; t++) {
      for (int b = 0; b < LENGTHS.length; b++) {
        int from = (t * LENGTHS.length + b) * INPUTS;
        if (t >= LENGTHS[b]) {
          Arrays.fill(padded.data(), from, from + INPUTS, Float.NaN);
        }
      }
    }
    Seq read = Seq.fromPadded(padded, Layout.TIME_MAJOR, Lengths.of(LENGTHS));
    Net same = new Net(net.stack, sequences(read), net.start);
    try (Workspace workspace = vector(2)) {
      assertSame("padded", same.train(workspace, Lengths.of(LENGTHS)), expected(net));
    }
  }

  @ParameterizedTest
  @MethodSource("forwardSpecs")
  void inPieces(RecurrentSpec<?> spec) {
    Net net = Net.of(spec);
    Pass expected = expected(net);
    float[][] state = net.start;
    try (Workspace workspace = vector(1)) {
      for (int from = 0; from < 23; from += 6) {
        int begin = from;
        float[][][] piece = pieces(net.x, begin);
        long[] starts = Arrays.stream(LENGTHS).mapToLong(n -> Math.min(begin, n)).toArray();
        Lengths lengths =
            Lengths.of(Arrays.stream(piece).mapToInt(s -> s.length).toArray()).starts(starts);
        Pass pass = new Net(net.stack, piece, state).train(workspace, lengths);
        assertSame("outputs from " + from, pass.outputs, pieces(expected.outputs, begin));
        state = pass.state;
      }
    }
    assertSame("final state", state, expected.state);
  }

  private static float[][][] pieces(float[][][] sequences, int from) {
    return Arrays.stream(sequences)
        .map(s -> Arrays.copyOfRange(s, Math.min(from, s.length), Math.min(from + 6, s.length)))
        .toArray(float[][][]::new);
  }

  @ParameterizedTest
  @MethodSource("forwardSpecs")
  void eventByEvent(RecurrentSpec<?> spec) {
    Net net = Net.of(spec);
    float[][][] expected;
    try (Workspace scalar = Workspace.of(1, CheckedKernels.of(new ScalarKernels()));
        Tape tape = scalar.inference()) {
      expected = sequences(net.stack.forward(tape.seq(Seq.of(net.x, INPUTS))).copy());
    }
    Stepper stepper = RecurrentModel.freeze(net.stack).stepper();
    for (int b = 0; b < LENGTHS.length; b++) {
      State state = stepper.zeroState();
      for (int t = 0; t < LENGTHS[b]; t++) {
        float[] out = new float[stepper.outputSize()];
        stepper.step(net.x[b][t], state, out);
        assertSame("event " + t + " of stream " + b, out, expected[b][t]);
      }
    }
  }
}
