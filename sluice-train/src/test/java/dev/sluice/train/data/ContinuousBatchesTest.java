package dev.sluice.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lanes go through streams in order and without gaps.
class ContinuousBatchesTest {
  private static Example stream(int number, int steps) {
    Tensor x = Tensor.zeros(steps, 1);
    for (int t = 0; t < steps; t++) {
      x.data()[t] = 100 * number + t;
    }
    return Example.steps(x, x);
  }

  private static List<Example> streams(int... steps) {
    return IntStream.range(0, steps.length).mapToObj(i -> stream(i, steps[i])).toList();
  }

  @ParameterizedTest
  @CsvSource({"1,5", "2,3", "3,7", "4,1", "9,4"})
  void everyStepComesOnceAndInOrder(int lanes, int steps) {
    ContinuousBatches data = ContinuousBatches.of(streams(13, 0, 7, 21, 4), steps);
    for (Iterable<Batch> epoch : List.of(data.batches(lanes), data.batches(lanes, Seed.of(2)))) {
      Map<Long, List<Float>> seen = new HashMap<>();
      long[] lane = new long[Math.min(lanes, 4)];
      for (Batch batch : epoch) {
        Lengths lengths = batch.lengths();
        assertThat(lengths.batch()).isEqualTo(lane.length);
        for (int i = 0; i < lane.length; i++) {
          List<Float> stream = seen.computeIfAbsent(lengths.sample(i), absent -> new ArrayList<>());
          assertThat(lengths.start(i)).isEqualTo(stream.size());
          if (lengths.start(i) > 0) {
            assertThat(lengths.sample(i)).as("stays in its lane").isEqualTo(lane[i]);
          }
          lane[i] = lengths.sample(i);
          for (float[] step : batch.x().sequence(i)) {
            stream.add(step[0]);
          }
        }
      }
      assertThat(seen.get(0L)).hasSize(13).isSorted().startsWith(0f);
      assertThat(seen.get(2L)).hasSize(7).isSorted().startsWith(200f);
      assertThat(seen.get(3L)).hasSize(21).isSorted().startsWith(300f);
      assertThat(seen.get(4L)).hasSize(4).isSorted().startsWith(400f);
    }
  }

  @Test
  void aLongStreamIsSplitWithoutLoss() {
    List<Example> parts = ContinuousBatches.split(stream(0, 11), 3);
    assertThat(parts).extracting(Example::length).containsExactly(3, 4, 4);
    assertThat(parts.get(1).x().data()).containsExactly(3, 4, 5, 6);
    assertThatThrownBy(() -> ContinuousBatches.split(stream(0, 2), 3))
        .hasMessageContaining("cannot be split in 3 parts");
  }

  @Test
  void countsBatchesWhereEachLaneHasOneStream() {
    assertThat(ContinuousBatches.of(streams(13, 21), 5).count(2)).hasValue(5);
    assertThat(ContinuousBatches.of(streams(13, 21), 5).count(1)).isEmpty();
  }

  @Test
  void piecesNeedTargetsPerStep() {
    assertThatThrownBy(
            () -> ContinuousBatches.of(List.of(Example.sequence(Tensor.zeros(3, 1), 1)), 2))
        .hasMessageContaining("stream 0");
  }
}
