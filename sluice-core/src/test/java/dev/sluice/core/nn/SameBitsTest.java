package dev.sluice.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Poisoned;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Layout;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
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
