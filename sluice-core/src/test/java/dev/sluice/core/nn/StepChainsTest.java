package dev.sluice.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Gradients;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.KernelChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A chain of differentiable steps, and a chain of packed steps, against the whole sequence: the
/// same bits; and packed weights are a copy.
class StepChainsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void ofRandomStacks(int seed) {
    check(seed, new Cases(seed).any(Cases.Size.MEDIUM).spec().direction(Direction.FORWARD));
  }

  /// Every pair of activations with both resets, normalised or not; every kind of noise.
  static List<RecurrentSpec<?>> variants() {
    List<RecurrentSpec<?>> specs = new ArrayList<>();
    for (Reset reset : Reset.values()) {
      for (Activation gate : Activation.values()) {
        for (Activation candidate : Activation.values()) {
          Bias bias = Bias.values()[specs.size() % Bias.values().length];
          GruSpec gru = GruSpec.of(7, 9).reset(reset).bias(bias).activations(gate, candidate);
          specs.add(gru.layers(2));
          specs.add(gru.layerNorm());
        }
      }
      specs.add(GruSpec.of(7, 9).reset(reset).layerNorm().zoneout(0.3).layers(2));
    }
    for (RecurrentDropout kind : RecurrentDropout.values()) {
      specs.add(GruSpec.of(7, 9).zoneout(0.3).recurrentDropout(kind, 0.2));
      specs.add(GruSpec.pytorch(7, 9).zoneout(0.3).recurrentDropout(kind, 0.2));
      specs.add(LstmSpec.of(7, 9).zoneout(0.3).recurrentDropout(kind, 0.2).layers(2));
      specs.add(RnnSpec.of(7, 9).zoneout(0.3).recurrentDropout(kind, 0.2));
      specs.add(RnnSpec.of(7, 9).activation(Activation.RELU).recurrentDropout(kind, 0.2));
    }
    return specs;
  }

  @ParameterizedTest
  @MethodSource("variants")
  void ofEveryVariant(RecurrentSpec<?> spec) {
    check(1, spec);
  }

  private static void check(int seed, RecurrentSpec<?> spec) {
    int[] lengths = new int[3];
    Arrays.fill(lengths, 9);
    Case whole = new Cases(seed).of(spec, lengths, Cases.Start.GIVEN).noise(Optional.empty());
    try (Workspace workspace = Workspace.threads(1)) {
      Case.Outcome expected = whole.run(workspace, Case.Path.FUSED);
      for (float[][] sequence : expected.outputs()) {
        // Linear gates overflow in the end, but not at once.
        for (float value : flat(sequence[0], sequence[1], sequence[2])) {
          assertThat(value).as("an output to compare").isFinite();
        }
      }
      Bits.assertEqual(
          whole + ": general",
          whole.run(workspace, Case.Path.GENERAL).outputs(),
          expected.outputs());
      Recurrent stack = whole.stack();
      stepsOnTape(whole, stack, expected, workspace);
      for (int rows = 1; rows <= 3; rows += 2) {
        packedSteps(whole, stack, expected, rows);
      }
    }
  }

  private static void stepsOnTape(
      Case whole, Recurrent stack, Case.Outcome expected, Workspace workspace) {
    try (Tape tape = workspace.inference()) {
      Var state = tape.constant(Tensor.matrix(whole.start().orElseThrow()));
      RecurrentSteps steps = stack.steps(tape);
      for (int t = 0; t < 9; t++) {
        Var x = tape.constant(Tensor.matrix(atStep(whole.x(), t)));
        Var ready = steps.next(x, state);
        state = stack.step(x, state);
        Bits.assertEqual(whole + ": made ready", Case.rows(ready.copy()), Case.rows(state.copy()));
        Bits.assertEqual(
            whole + ": step", Case.rows(stack.output(state).copy()), atStep(expected.outputs(), t));
      }
      Bits.assertEqual(whole + ": state", Case.rows(state.copy()), expected.state());
    }
  }

  private static float[][] atStep(float[][][] sequences, int t) {
    return Arrays.stream(sequences).map(s -> s[t]).toArray(float[][]::new);
  }

  private static void packedSteps(Case whole, Recurrent stack, Case.Outcome expected, int rows) {
    PackedStack packed = PackedStack.of(stack, KernelChoice.current().kernels());
    int width = stack.stateSize();
    PackedStack.Scratch scratch = packed.scratch(rows);
    for (int from = 0; from < 3; from += rows) {
      float[] state = flat(Arrays.copyOfRange(whole.start().orElseThrow(), from, from + rows));
      for (int t = 0; t < 9; t++) {
        packed.step(
            scratch,
            flat(Arrays.copyOfRange(atStep(whole.x(), t), from, from + rows)),
            0,
            state,
            0);
        for (int i = 0; i < rows; i++) {
          int column = i * width + packed.outputColumn();
          float[] output = Arrays.copyOfRange(state, column, column + stack.outputSize());
          Bits.assertEqual(whole + ": packed step", output, expected.outputs()[from + i][t]);
        }
      }
      Bits.assertEqual(
          whole + ": state", state, flat(Arrays.copyOfRange(expected.state(), from, from + rows)));
    }
  }

  private static float[] flat(float[]... rows) {
    float[] all = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
    }
    return all;
  }

  static Stream<RecurrentSpec<?>> oneOfEachCell() {
    return Stream.of(
        GruSpec.of(3, 4),
        GruSpec.pytorch(3, 4).layerNorm(),
        GruSpec.of(3, 4).activations(Activation.HARD_SIGMOID, Activation.RELU).layers(2),
        GruSpec.of(3, 4).zoneout(0.1).initialState(InitialState.LEARNED),
        LstmSpec.of(3, 4).zoneout(0.1),
        RnnSpec.of(3, 4));
  }

  @ParameterizedTest
  @MethodSource("oneOfEachCell")
  void packedWeightsDoNotFollowTraining(RecurrentSpec<?> spec) {
    Parameters parameters = Parameters.initialised(Seed.of(3));
    Recurrent stack = Recurrent.create(spec, parameters.root());
    PackedStack packed = PackedStack.of(stack, KernelChoice.current().kernels());
    float[] before = answer(packed);
    float[] weights = parameters.values().clone();
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      float[][][] x = {{{1, -1, 0.5f}, {0.3f, 2, -0.7f}}, {{-2, 0.1f, 1}}};
      Gradients gradients =
          tape.backward(stack.forward(tape.seq(Seq.of(x, 3))).rows().shift(1).square().sum());
      float[] values = parameters.values();
      for (int i = 0; i < values.length; i++) {
        values[i] -= 0.1f * gradients.values().get(i);
      }
      assertThat(values).isNotEqualTo(weights);
    }
    Bits.assertEqual(spec + " after training", answer(packed), before);
    assertThat(answer(PackedStack.of(stack, KernelChoice.current().kernels())))
        .isNotEqualTo(before);
  }

  /// The state after three steps from the stack's own start.
  private static float[] answer(PackedStack packed) {
    float[] state = packed.initialState();
    PackedStack.Scratch scratch = packed.scratch(1);
    for (int t = 0; t < 3; t++) {
      packed.step(scratch, new float[] {0.4f, -t, 1}, 0, state, 0);
    }
    return state;
  }
}
