package dev.sluice.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Examples keep their numbers on the way into a batch, and what does not fit is named.
class CollateTest {
  private static Tensor x(int steps) {
    Tensor x = Tensor.zeros(steps, 2);
    for (int i = 0; i < x.data().length; i++) {
      x.data()[i] = 10 * steps + i;
    }
    return x;
  }

  private static Batch batch(Example... examples) {
    return Dataset.of(List.of(examples)).batches(examples.length).iterator().next();
  }

  @Test
  void valuesPerSequence() {
    Batch batch = batch(Example.sequence(x(1), 1, 2), Example.sequence(x(3), 3, 4));
    assertThat(batch.x().sequence(0)).isDeepEqualTo(new float[][] {{10, 11}});
    assertThat(batch.x().sequence(1)).isDeepEqualTo(new float[][] {{30, 31}, {32, 33}, {34, 35}});
    assertThat(batch.y().values().shape()).isEqualTo(Shape.of(2, 2));
    assertThat(batch.y().values().data()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void valuesPerStepArePackedLikeTheInput() {
    Batch batch =
        batch(
            Example.steps(x(1), Tensor.of(Shape.of(1, 1), 7)),
            Example.steps(x(2), Tensor.of(Shape.of(2, 1), 8, 9)));
    assertThat(batch.y().values().data()).containsExactly(8, 7, 9);
    assertThat(batch.y().weight()).isEqualTo(3);
  }

  @Test
  void classesPerSequenceAndPerStep() {
    assertThat(batch(Example.classified(x(1), 5), Example.classified(x(2), 1)).y().values().data())
        .containsExactly(5, 1);
    Batch tagged = batch(Example.tagged(x(1), 4), Example.tagged(x(2), 2, 3));
    assertThat(tagged.y().values().shape()).isEqualTo(Shape.of(3));
    assertThat(tagged.y().values().data()).containsExactly(2, 4, 3);
  }

  @Test
  void emptySequencesDoNotCount() {
    Batch batch =
        batch(Example.sequence(x(0), 1), Example.sequence(x(2), 2), Example.sequence(x(0), 3));
    assertThat(batch.y().weight()).isEqualTo(1);
    assertThat(batch.y().counted()).containsExactly(1);
    assertThat(batch.y().rows()).isEqualTo(3);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThatThrownBy(
            () -> batch(Example.sequence(x(2), 1), Example.sequence(Tensor.zeros(2, 3), 1)))
        .hasMessageContaining("example 1 (x [2,3]");
    assertThatThrownBy(() -> batch(Example.sequence(x(2), 1), Example.sequence(x(2), 1, 2)))
        .hasMessageContaining("y [2]");
    assertThatThrownBy(() -> batch(Example.sequence(x(2), 1), Example.classified(x(2), 1)))
        .hasMessageContaining("example 1");
    assertThatThrownBy(() -> Example.tagged(x(2), 1))
        .hasMessageContaining("y has 1 steps, x has 2");
    assertThatThrownBy(() -> Example.classified(x(2), -1)).hasMessageContaining("class id -1");
    assertThatThrownBy(() -> Example.sequence(Tensor.zeros(4), 1)).hasMessageContaining("[T,F]");
  }

  @Test
  void valuesThatAreNotFiniteAreNamed() {
    Tensor bad = x(3);
    bad.data()[3] = Float.NaN;
    assertThatThrownBy(() -> batch(Example.sequence(x(2), 1), Example.sequence(bad, 1)))
        .hasMessageContaining("example 1: x is NaN at step 1, column 1");
    assertThatThrownBy(() -> batch(Example.sequence(x(2), Float.POSITIVE_INFINITY)))
        .hasMessageContaining("example 0: y is Infinity");
  }
}
