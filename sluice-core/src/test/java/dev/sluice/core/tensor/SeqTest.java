package dev.sluice.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Sequences of vectors and of ids, in and out.
class SeqTest {
  private static final float[][][] RAGGED = {{{1, 2}, {3, 4}}, {}, {{5, 6}, {7, 8}, {9, 10}}};

  @Test
  void arraysGoInAndOut() {
    Seq seq = Seq.of(RAGGED, 2);
    assertThat(seq.features()).isEqualTo(2);
    assertThat(seq.rows().data()).containsExactly(5, 6, 1, 2, 7, 8, 3, 4, 9, 10);
    for (int i = 0; i < RAGGED.length; i++) {
      assertThat(Arrays.deepEquals(seq.sequence(i), RAGGED[i])).isTrue();
    }
    assertThatThrownBy(() -> Seq.of(RAGGED, 3)).hasMessageContaining("sequence 0, step 0 has 2");
  }

  @Test
  void paddedTensorsGoInAndOut() {
    Seq seq = Seq.of(RAGGED, 2);
    for (Layout layout : Layout.values()) {
      Tensor padded = seq.toPadded(layout);
      assertThat(padded.shape())
          .isEqualTo(layout == Layout.TIME_MAJOR ? Shape.of(3, 3, 2) : Shape.of(3, 3, 2));
      float[] step = {padded.get(0, 2, 1), padded.get(2, 0, 1)};
      assertThat(step)
          .containsExactly(layout == Layout.TIME_MAJOR ? new float[] {6, 0} : new float[] {0, 6});
      Seq again = Seq.fromPadded(padded, layout, seq.lengths());
      assertThat(again.rows().data()).isEqualTo(seq.rows().data());
    }
  }

  @Test
  void paddingIsNotRead() {
    Tensor padded = Tensor.zeros(4, 2, 1);
    Arrays.fill(padded.data(), Float.NaN);
    padded.data()[0] = 1;
    padded.data()[1] = 2;
    padded.data()[3] = 3;
    Seq seq = Seq.fromPadded(padded, Layout.TIME_MAJOR, Lengths.of(1, 2));
    assertThat(seq.rows().data()).containsExactly(2, 1, 3);
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    Lengths lengths = Lengths.of(1, 2);
    assertThatThrownBy(() -> Seq.packed(Tensor.zeros(2, 5), lengths))
        .hasMessageContainingAll("[2,5]", "[3,F]");
    assertThatThrownBy(() -> Seq.fromPadded(Tensor.zeros(1, 2, 5), Layout.TIME_MAJOR, lengths))
        .hasMessageContaining("[1,2,5]");
    assertThatThrownBy(() -> Seq.fromPadded(Tensor.zeros(3, 2, 5), Layout.BATCH_MAJOR, lengths))
        .hasMessageContaining("[3,2,5]");
  }

  @Test
  void idsGoInAndShift() {
    SeqIds ids = SeqIds.of(new int[] {1, 2}, new int[] {}, new int[] {3, 4, 5});
    assertThat(ids.toArray()).containsExactly(3, 1, 4, 2, 5);
    assertThat(ids.id(2)).isEqualTo(4);
    assertThat(ids.shiftedRight(9).toArray()).containsExactly(9, 9, 3, 1, 4);
    assertThat(ids.shiftedRight(9).lengths()).isSameAs(ids.lengths());
    assertThat(SeqIds.of().toArray()).isEmpty();
  }

  @Test
  void tensorsAndShapes() {
    Tensor tensor = Tensor.matrix(new float[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(tensor.get(1, 2)).isEqualTo(6);
    assertThat(tensor.reshape(3, 2).get(2, 0)).isEqualTo(5);
    assertThat(tensor.shape().dim(-1)).isEqualTo(3);
    assertThat(tensor.shape().withLast(7)).hasToString("[2,7]");
    assertThat(Shape.of().size()).isOne();
    assertThat(Shape.of(3, 0, 2).rows()).isZero();
    assertThatThrownBy(() -> Shape.of(2, -1)).hasMessageContaining("negative");
    assertThatThrownBy(() -> Shape.of(1 << 20, 1 << 20)).hasMessageContaining("2^31");
    assertThatThrownBy(() -> tensor.reshape(4)).hasMessageContaining("6 values");
    assertThatThrownBy(() -> tensor.get(1)).hasMessageContaining("1 indices");
    assertThatThrownBy(() -> tensor.get(1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Tensor.matrix(new float[][] {{1}, {1, 2}}))
        .hasMessageContaining("row 1");
  }
}
