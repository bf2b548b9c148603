package dev.sluice.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Noise is a function of seed, place, sample, step and unit, and of nothing else.
class DropoutTest {
  private final Workspace workspace = Workspace.threads(1);

  @AfterEach
  void close() {
    workspace.close();
  }

  private static Tensor ones(int... dims) {
    Tensor tensor = Tensor.zeros(dims);
    Arrays.fill(tensor.data(), 1);
    return tensor;
  }

  private Seq apply(Lengths lengths, int features, UnaryOperator<SeqVar> noise) {
    try (Tape tape = workspace.record(Seed.of(5))) {
      Var rows = tape.constant(ones(lengths.rows(), features));
      return noise.apply(new SeqVar(rows, lengths)).copy();
    }
  }

  @Test
  void keepsTheMeanAndDropsTheRate() {
    try (Tape tape = workspace.record(Seed.of(5))) {
      Var x = tape.input(ones(200, 500));
      Var y = x.dropout(0.3f);
      float[] values = y.copy().data();
      long dropped = 0;
      for (float value : values) {
        assertThat(value == 0 || value == 1 / (1 - 0.3f)).isTrue();
        dropped += value == 0 ? 1 : 0;
      }
      // five standard deviations of a binomial of 100 000
      assertThat(dropped / 1e5).isCloseTo(0.3, within(5 * Math.sqrt(0.3 * 0.7 / 1e5)));
      assertThat(tape.backward(y.sum()).of(x).data()).isEqualTo(values);
    }
  }

  @Test
  void isTheIdentityInInferenceAndAtRateZero() {
    try (Tape tape = workspace.inference()) {
      Var x = tape.constant(ones(3, 4));
      assertThat(x.dropout(0.5f)).isSameAs(x);
      SeqVar s = new SeqVar(x, Lengths.of(3));
      assertThat(s.dropout(0.5f)).isSameAs(s);
    }
    try (Tape tape = workspace.record(Seed.of(1))) {
      Var x = tape.constant(ones(3, 4));
      assertThat(x.dropout(0)).isSameAs(x);
    }
  }

  @Test
  void aPlaceKeepsItsNoiseWhateverTheRateBefore() {
    float[][] second = new float[2][];
    for (int i = 0; i < 2; i++) {
      try (Tape tape = workspace.record(Seed.of(1))) {
        Var x = tape.constant(ones(5, 40));
        Var first = x.dropout(i == 0 ? 0 : 0.5f);
        second[i] = x.dropout(0.5f).copy().data();
        assertThat(second[i]).isNotEqualTo(first.copy().data());
      }
    }
    assertThat(second[1]).isEqualTo(second[0]);
  }

  @Test
  void followsTheSampleThroughBatchesOrdersAndPieces() {
    Seq whole = apply(Lengths.of(3, 9, 6).samples(10, 11, 12), 17, s -> s.dropout(0.5f));
    Seq alone = apply(Lengths.of(6).samples(12), 17, s -> s.dropout(0.5f));
    Seq piece = apply(Lengths.of(2, 4).samples(12, 11).starts(4, 5), 17, s -> s.dropout(0.5f));
    assertThat(alone.sequence(0)).isEqualTo(whole.sequence(2));
    assertThat(piece.sequence(0)).isEqualTo(Arrays.copyOfRange(whole.sequence(2), 4, 6));
    assertThat(piece.sequence(1)).isEqualTo(Arrays.copyOfRange(whole.sequence(1), 5, 9));
    assertThat(whole.sequence(0)[0]).isNotEqualTo(whole.sequence(1)[0]);
    assertThat(whole.sequence(1)[0]).isNotEqualTo(whole.sequence(1)[1]);
  }

  @Test
  void lockedNoiseIsTheSameAtEachStep() {
    Seq whole = apply(Lengths.of(3, 9).samples(10, 11), 40, s -> s.lockedDropout(0.5f));
    for (float[] step : whole.sequence(1)) {
      assertThat(step).isEqualTo(whole.sequence(1)[0]);
    }
    assertThat(whole.sequence(0)[0]).isNotEqualTo(whole.sequence(1)[0]);
  }

  @Test
  void seedsAndPlacesDiffer() {
    float[][] seen = new float[3][];
    for (int i = 0; i < 3; i++) {
      try (Tape tape = workspace.record(Seed.of(i / 2))) {
        Var x = tape.constant(ones(5, 40));
        Var first = x.dropout(0.5f);
        seen[i] = (i == 1 ? x.dropout(0.5f) : first).copy().data();
      }
    }
    assertThat(seen[1]).isNotEqualTo(seen[0]);
    assertThat(seen[2]).isNotEqualTo(seen[0]);
  }
}
