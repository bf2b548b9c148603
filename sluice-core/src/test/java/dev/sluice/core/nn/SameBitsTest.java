package dev.sluice.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Poisoned;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Layout;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.KernelChoice;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The determinism contract, on this JVM's kernels: what is around a sequence, how it is cut and
/// which path computes it change no bit of it.
class SameBitsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aSequenceAloneIsTheSameAsInABatch(int seed) {
    Case batch = new Cases(seed).any(Cases.Size.MEDIUM);
    int size = batch.x().length;
    long[] samples = new long[size];
    Arrays.setAll(samples, i -> 100 + 7L * i);
    int[] backwards = new int[size];
    Arrays.setAll(backwards, i -> size - 1 - i);
    try (Workspace workspace = Workspace.threads(1);
        Workspace poisoned = Poisoned.threads(2)) {
      Lengths lengths = batch.lengths().samples(samples);
      Case.Outcome whole = batch.run(workspace, Case.Path.FUSED, lengths);
      Bits.assertSame(
          batch + " on poisoned buffers", batch.run(poisoned, Case.Path.FUSED, lengths), whole);
      compare(batch, whole, samples, workspace, backwards);
      for (int i = 0; i < size; i++) {
        compare(batch, whole, samples, workspace, i);
      }
    }
  }

  private static void compare(
      Case batch, Case.Outcome whole, long[] samples, Workspace workspace, int... chosen) {
    Case part = batch.select(chosen);
    long[] own = Arrays.stream(chosen).mapToLong(i -> samples[i]).toArray();
    Case.Outcome actual = part.run(workspace, Case.Path.FUSED, part.lengths().samples(own));
    Bits.assertSameSequences(
        "sequences " + Arrays.toString(chosen) + " of " + batch, actual, select(whole, chosen));
  }

  private static Case.Outcome select(Case.Outcome whole, int... chosen) {
    Case.Gradient gradient = whole.gradient();
    return new Case.Outcome(
        Arrays.stream(chosen).mapToObj(i -> whole.outputs()[i]).toArray(float[][][]::new),
        Arrays.stream(chosen).mapToObj(i -> whole.state()[i]).toArray(float[][]::new),
        new Case.Gradient(
            gradient.parameters(),
            Arrays.stream(chosen).mapToObj(i -> gradient.x()[i]).toArray(float[][][]::new),
            gradient.start().length == 0
                ? gradient.start()
                : Arrays.stream(chosen)
                    .mapToObj(i -> gradient.start()[i])
                    .toArray(float[][]::new)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void whatStandsInThePaddingIsNeverRead(int seed) {
    Case tested = new Cases(seed).any(Cases.Size.SMALL);
    Lengths lengths = tested.lengths();
    Tensor rows = Case.pack(lengths, tested.x(), tested.spec().inputSize());
    Tensor padded = Seq.packed(rows, lengths).toPadded(Layout.BATCH_MAJOR);
    for (int b = 0; b < lengths.batch(); b++) {
      for (int t = lengths.length(b); t < lengths.steps(); t++) {
        int from = (b * lengths.steps() + t) * tested.spec().inputSize();
        Arrays.fill(padded.data(), from, from + tested.spec().inputSize(), Float.NaN);
      }
    }
    Bits.assertEqual(
        "rows", Seq.fromPadded(padded, Layout.BATCH_MAJOR, lengths).rows().data(), rows.data());
  }

  /// Forward in time, what was carried over is all that the rest depends on.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void piecesWithCarriedStateAreTheSameAsTheWhole(int seed) {
    Case whole = forward(new Cases(seed).any(Cases.Size.MEDIUM));
    int cut = whole.lengths().steps() / 3;
    try (Workspace workspace = Workspace.threads(1)) {
      Case.Outcome expected = whole.run(workspace, Case.Path.FUSED);
      Case first = pieces(whole, 0, cut);
      Case.Outcome begin = first.run(workspace, Case.Path.FUSED);
      Case rest = pieces(whole, cut, Integer.MAX_VALUE);
      Case second =
          new Case(
              rest.spec(),
              rest.parameters(),
              rest.x(),
              Optional.of(begin.state()),
              rest.outputWeights(),
              rest.stateWeights(),
              rest.noise());
      long[] starts = new long[whole.x().length];
      Arrays.setAll(starts, i -> Math.min(cut, whole.x()[i].length));
      Case.Outcome end = second.run(workspace, Case.Path.FUSED, second.lengths().starts(starts));
      Bits.assertEqual(whole + ": final state", end.state(), expected.state());
      for (int b = 0; b < starts.length; b++) {
        float[][] joined = Arrays.copyOf(begin.outputs()[b], whole.x()[b].length);
        System.arraycopy(
            end.outputs()[b], 0, joined, begin.outputs()[b].length, end.outputs()[b].length);
        Bits.assertEqual(whole + ": outputs of " + b, joined, expected.outputs()[b]);
      }
    }
  }

  private static Case forward(Case any) {
    RecurrentSpec<?> spec = any.spec().direction(Direction.FORWARD);
    return new Cases(1).of(spec, any.lengths().toArray(), Cases.Start.GIVEN).noise(any.noise());
  }

  private static Case pieces(Case whole, int from, int to) {
    return new Case(
        whole.spec(),
        whole.parameters(),
        Arrays.stream(whole.x()).map(s -> piece(s, from, to)).toArray(float[][][]::new),
        whole.start(),
        Arrays.stream(whole.outputWeights()).map(s -> piece(s, from, to)).toArray(float[][][]::new),
        whole.stateWeights(),
        whole.noise());
  }

  private static float[][] piece(float[][] steps, int from, int to) {
    int begin = Math.min(from, steps.length);
    return Arrays.copyOfRange(steps, begin, Math.max(begin, Math.min(to, steps.length)));
  }

  /// A chain of differentiable steps, and a chain of packed steps, against the whole sequence.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void chainsOfStepsAreTheSameAsTheWhole(int seed) {
    Case any = new Cases(seed).any(Cases.Size.MEDIUM);
    int[] lengths = new int[3];
    Arrays.fill(lengths, 9);
    Case whole =
        new Cases(seed)
            .of(any.spec().direction(Direction.FORWARD), lengths, Cases.Start.GIVEN)
            .noise(Optional.empty());
    try (Workspace workspace = Workspace.threads(1)) {
      Case.Outcome expected = whole.run(workspace, Case.Path.FUSED);
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
      for (int t = 0; t < 9; t++) {
        state = stack.step(tape.constant(Tensor.matrix(atStep(whole.x(), t))), state);
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

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void emptyBatchesAndEmptySequencesAreFine(int seed) {
    Case any = new Cases(seed).any(Cases.Size.SMALL);
    try (Workspace workspace = Workspace.threads(1)) {
      Case none = new Cases(seed).of(any.spec(), new int[0], Cases.Start.GIVEN);
      assertThat(none.run(workspace, Case.Path.FUSED).outputs()).isEmpty();
      Case empty = new Cases(seed).of(any.spec(), new int[] {0, 0}, Cases.Start.GIVEN);
      Case.Outcome outcome = empty.run(workspace, Case.Path.FUSED);
      Bits.assertEqual("state of length 0", outcome.state(), empty.start().orElseThrow());
      Bits.assertEqual("its gradient", outcome.gradient().start(), empty.stateWeights());
    }
  }
}
