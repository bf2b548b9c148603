package dev.sluice.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every example once per epoch, in an order that the seed alone decides.
class OrderTest {
  private static final int[] LENGTHS =
      IntStream.range(0, 97).map(i -> Math.floorMod(i * 31, 40)).toArray();

  private static List<Example> examples() {
    return IntStream.range(0, LENGTHS.length)
        .mapToObj(i -> Example.sequence(Tensor.zeros(LENGTHS[i], 2), i))
        .toList();
  }

  private static Stream<Arguments> datasets() {
    return Stream.of(
        Arguments.of("in memory", Dataset.of(examples())),
        Arguments.of("bucketed", Dataset.of(examples()).bucketed(3)),
        Arguments.of("one pool", Dataset.of(examples()).bucketed(1000)),
        Arguments.of("streamed", Dataset.streamed(() -> examples().iterator(), 20)),
        Arguments.of(
            "streamed, bucketed", Dataset.streamed(() -> examples().iterator(), 50).bucketed(2)));
  }

  private static List<Batch> list(Iterable<Batch> batches) {
    List<Batch> result = new ArrayList<>();
    batches.forEach(result::add);
    return result;
  }

  private static List<Long> samples(Iterable<Batch> batches) {
    List<Long> result = new ArrayList<>();
    for (Batch batch : batches) {
      for (int i = 0; i < batch.lengths().batch(); i++) {
        result.add(batch.lengths().sample(i));
      }
    }
    return result;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("datasets")
  void eachExampleComesOncePerEpoch(String name, Dataset<Batch> data) {
    List<Long> all = IntStream.range(0, LENGTHS.length).mapToObj(Long::valueOf).toList();
    assertThat(samples(data.batches(8, Seed.of(1)))).containsExactlyInAnyOrderElementsOf(all);
    assertThat(samples(data.batches(8))).isEqualTo(all);
    List<Batch> batches = list(data.batches(8, Seed.of(1)));
    assertThat(batches).hasSize(13).extracting(Batch::number).isSorted().startsWith(0L);
    for (Batch batch : batches) {
      for (int i = 0; i < batch.lengths().batch(); i++) {
        long sample = batch.lengths().sample(i);
        assertThat(batch.lengths().length(i)).isEqualTo(LENGTHS[(int) sample]);
        assertThat(batch.y().values().get(i, 0)).isEqualTo(sample);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("datasets")
  void theSeedDecidesTheOrder(String name, Dataset<Batch> data) {
    Seed seed = Seed.of(7);
    List<Long> first = samples(data.batches(8, seed.at(0)));
    assertThat(samples(data.batches(8, seed.at(0)))).isEqualTo(first);
    assertThat(samples(data.batches(8, seed.at(1)))).isNotEqualTo(first);
  }

  @Test
  void bucketsLeaveLittleIdle() {
    assertThat(idle(Dataset.of(examples()).bucketed(1000))).isLessThan(0.15);
    assertThat(idle(Dataset.of(examples()).bucketed(4)))
        .isLessThan(0.7 * idle(Dataset.of(examples())));
  }

  /// The share of steps that padding would add.
  private static double idle(Dataset<Batch> data) {
    double padded = 0;
    double rows = 0;
    for (Batch batch : data.batches(8, Seed.of(3))) {
      padded += batch.lengths().steps() * (double) batch.lengths().batch();
      rows += batch.lengths().rows();
    }
    return 1 - rows / padded;
  }

  @Test
  void bucketedBatchesComeInRandomOrder() {
    List<Integer> steps =
        list(Dataset.of(examples()).bucketed(1000).batches(8, Seed.of(5))).stream()
            .map(batch -> batch.lengths().steps())
            .toList();
    assertThat(steps).isNotEqualTo(steps.stream().sorted().toList());
  }

  @Test
  void itemsOfAnyKindMakeBatchesOfAnyType() {
    Dataset<String> data = IndexedDataset.of(5, (items, number) -> number + Arrays.toString(items));
    assertThat(data.batches(2)).containsExactly("0[0, 1]", "1[2, 3]", "2[4]");
    assertThat(data.count(2)).hasValue(3);
  }

  @Test
  void anEpochMayTakeOnlySome() {
    IndexedDataset<int[]> data = IndexedDataset.of(97, (items, number) -> items);
    IndexedDataset<int[]> some = data.perEpoch(30);
    assertThat(some.count(8)).hasValue(4);
    List<Integer> seen = new ArrayList<>();
    for (long epoch = 0; epoch < 2; epoch++) {
      List<Integer> drawn = new ArrayList<>();
      for (int[] batch : some.batches(8, Seed.of(1).at(epoch))) {
        Arrays.stream(batch).forEach(drawn::add);
      }
      assertThat(drawn).hasSize(30).doesNotHaveDuplicates().allMatch(i -> i >= 0 && i < 97);
      assertThat(drawn).isNotEqualTo(seen);
      seen = drawn;
    }
    assertThat(some.batches(97)).hasSize(1).allMatch(all -> all.length == 97);
    assertThatThrownBy(() -> data.perEpoch(98)).hasMessageContaining("1 to 97 items, not 98");
  }

  @Test
  void nothingMakesNoBatch() {
    assertThat(Dataset.of(List.of()).batches(4, Seed.of(1))).isEmpty();
    assertThat(Dataset.streamed(() -> List.<Example>of().iterator(), 4).batches(4)).isEmpty();
  }

  @Test
  void aBatchHasAtLeastOneExample() {
    assertThatThrownBy(() -> Dataset.of(examples()).batches(0, Seed.of(1)))
        .hasMessageContaining("at least one example, not 0");
  }
}
