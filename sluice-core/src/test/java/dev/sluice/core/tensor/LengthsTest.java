package dev.sluice.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testing.RandomSeed;
import dev.sluice.testing.oracle.Packing;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class LengthsTest {
  private static final Random RANDOM = new Random(RandomSeed.forClass(LengthsTest.class));

  @RepeatedTest(50)
  void packingIsTheOneOfTheDefinition() {
    int[] counts = new int[RANDOM.nextInt(12)];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = RANDOM.nextInt(9);
    }
    Lengths lengths = Lengths.of(counts);
    Packing packing = new Packing(counts);
    assertThat(lengths.rows()).isEqualTo(packing.rows());
    assertThat(lengths.batch()).isEqualTo(counts.length);
    for (int i = 0; i < counts.length; i++) {
      assertThat(lengths.length(i)).isEqualTo(counts[i]);
      assertThat(lengths.sequenceAt(lengths.position(i))).isEqualTo(i);
      for (int t = 0; t < counts[i]; t++) {
        assertThat(lengths.row(i, t)).isEqualTo(packing.row(i, t));
        assertThat(lengths.position(i)).isLessThan(lengths.alive(t));
      }
      int past = counts[i];
      int sequence = i;
      assertThatThrownBy(() -> lengths.row(sequence, past))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    for (int t = 0; t < lengths.steps(); t++) {
      assertThat(lengths.offset(t + 1)).isEqualTo(lengths.offset(t) + lengths.alive(t));
      assertThat(lengths.alive(t)).isPositive();
    }
    assertThat(lengths.offset(lengths.steps())).isEqualTo(lengths.rows());
  }

  @Test
  void theExampleOfTheDocumentation() {
    Lengths lengths = Lengths.of(2, 4, 1);
    int[] order = {lengths.sequenceAt(0), lengths.sequenceAt(1), lengths.sequenceAt(2)};
    assertThat(order).containsExactly(1, 0, 2);
    assertThat(lengths.isSorted()).isFalse();
    assertThat(lengths.row(0, 1)).isEqualTo(4);
    assertThat(lengths).hasToString("lengths [2, 4, 1]");
  }

  @Test
  void nothingAndEqualLengths() {
    assertThat(Lengths.of().rows()).isZero();
    assertThat(Lengths.of().steps()).isZero();
    assertThat(Lengths.of(0, 0).steps()).isZero();
    assertThat(Lengths.of(0, 0).batch()).isEqualTo(2);
    Lengths equal = Lengths.equal(3, 5);
    assertThat(equal).isEqualTo(Lengths.of(5, 5, 5)).hasSameHashCodeAs(Lengths.of(5, 5, 5));
    assertThat(equal.isSorted()).isTrue();
    assertThat(equal.row(2, 4)).isEqualTo(14);
  }

  @Test
  void idsAndStartsAreCarried() {
    Lengths plain = Lengths.of(3, 1);
    Lengths lengths = plain.samples(70, 80).starts(5, 0);
    assertThat(lengths.sample(1)).isEqualTo(80);
    assertThat(lengths.start(0)).isEqualTo(5);
    assertThat(plain.sample(1)).isEqualTo(1);
    assertThat(plain.start(0)).isZero();
    assertThat(lengths).isNotEqualTo(plain).isNotEqualTo(Lengths.of(3, 1).samples(70, 80));
    assertThat(lengths.row(0, 2)).isEqualTo(plain.row(0, 2));
  }

  @Test
  void argumentsAreCopied() {
    int[] counts = {1, 2};
    long[] ids = {3, 4};
    Lengths lengths = Lengths.of(counts).samples(ids);
    counts[0] = 9;
    ids[0] = 9;
    lengths.toArray()[1] = 9;
    assertThat(lengths.toArray()).containsExactly(1, 2);
    assertThat(lengths.sample(0)).isEqualTo(3);
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> Lengths.of(1, -2)).hasMessageContaining("sequence 1 has length -2");
    assertThatThrownBy(() -> Lengths.of(1, 2).samples(1))
        .hasMessageContaining("1 sample ids for 2");
    assertThatThrownBy(() -> Lengths.of(1, 2).starts(1, 2, 3)).hasMessageContaining("3 row starts");
    assertThatThrownBy(() -> Lengths.of(1, 2).starts(0, -1)).hasMessageContaining("-1");
  }
}
