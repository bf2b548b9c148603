package dev.sluice.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Seed;
import dev.sluice.train.data.IndexedDataset;
import dev.sluice.train.loop.CrossValidation.Fold;
import dev.sluice.train.loss.Loss;
import dev.sluice.train.optim.Adam;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CrossValidationTest {
  /// Eleven items, each batch their numbers.
  private static final IndexedDataset<int[]> NUMBERS =
      IndexedDataset.of(11, (items, number) -> items.clone());

  private static int[] items(IndexedDataset<int[]> data) {
    List<Integer> result = new ArrayList<>();
    data.batches(3).forEach(batch -> Arrays.stream(batch).forEach(result::add));
    return result.stream().mapToInt(i -> i).toArray();
  }

  @Test
  void blocksWithAGapOnEitherSide() {
    List<Fold<int[]>> folds = CrossValidation.of(3).gap(2).folds(NUMBERS);
    assertThat(items(folds.get(0).validation())).containsExactly(0, 1, 2);
    assertThat(items(folds.get(0).train())).containsExactly(5, 6, 7, 8, 9, 10);
    assertThat(items(folds.get(1).validation())).containsExactly(3, 4, 5, 6);
    assertThat(items(folds.get(1).train())).containsExactly(0, 9, 10);
    assertThat(items(folds.get(2).validation())).containsExactly(7, 8, 9, 10);
    assertThat(items(folds.get(2).train())).containsExactly(0, 1, 2, 3, 4);
    assertThat(folds).extracting(Fold::number).containsExactly(0, 1, 2);
  }

  @Test
  void shuffledFoldsPartTheItems() {
    List<Fold<int[]>> folds = CrossValidation.of(4).shuffled(Seed.of(5)).folds(NUMBERS);
    List<Integer> validated = new ArrayList<>();
    for (Fold<int[]> fold : folds) {
      int[] validation = items(fold.validation());
      assertThat(validation).isSorted().hasSizeBetween(2, 3);
      int[] all = Arrays.copyOf(validation, 11);
      System.arraycopy(items(fold.train()), 0, all, validation.length, 11 - validation.length);
      Arrays.sort(all);
      assertThat(all).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
      Arrays.stream(validation).forEach(validated::add);
    }
    assertThat(validated).hasSize(11).doesNotHaveDuplicates();
    assertThat(validated).isNotEqualTo(validated.stream().sorted().toList());
    List<Fold<int[]>> again = CrossValidation.of(4).shuffled(Seed.of(5)).folds(NUMBERS);
    assertThat(items(again.get(2).validation())).isEqualTo(items(folds.get(2).validation()));
  }

  @Test
  void trainsOncePerFold() {
    List<TinyGru> networks = new ArrayList<>();
    CrossValidationReport report =
        CrossValidation.of(3)
            .run(
                TinyGru.data(15, 5),
                fold -> {
                  TinyGru network = new TinyGru(4, 0);
                  networks.add(network);
                  return Trainer.of(network, Loss.mse())
                      .optimizer(Adam.rate(0.02))
                      .batchSize(5)
                      .epochs(2);
                });
    assertThat(report.folds()).hasSize(3);
    assertThat(networks.get(0).parameters().values())
        .isNotEqualTo(networks.get(1).parameters().values());
    double[] losses = report.losses();
    // Fold 1 by hand: items 5 to 9 validate.
    int[] others = {0, 1, 2, 3, 4, 10, 11, 12, 13, 14};
    TrainingReport second =
        Trainer.of(new TinyGru(4, 0), Loss.mse())
            .optimizer(Adam.rate(0.02))
            .batchSize(5)
            .epochs(2)
            .fit(TinyGru.data(15, 5).subset(others), TinyGru.data(15, 5).subset(5, 6, 7, 8, 9));
    assertThat(losses[1]).isEqualTo(second.bestLoss().orElseThrow());
    double mean = (losses[0] + losses[1] + losses[2]) / 3;
    double squares = 0;
    for (double loss : losses) {
      squares += Math.pow(loss - mean, 2);
    }
    assertThat(report.mean()).isCloseTo(mean, Offset.offset(1e-12));
    assertThat(report.deviation()).isCloseTo(Math.sqrt(squares / 2), Offset.offset(1e-12));
  }

  @Test
  void anInterruptionEndsItAndIsSaid() {
    StopSignal stop = new StopSignal();
    stop.request();
    CrossValidationReport report =
        CrossValidation.of(3)
            .run(TinyGru.data(15, 5), fold -> Trainer.of(new TinyGru(4, 0), Loss.mse()).stop(stop));
    assertThat(report.folds()).hasSize(1);
    assertThatThrownBy(report::mean).hasMessageContaining("fold 0 was interrupted");
  }

  @Test
  void misuseIsSaid() {
    assertThatThrownBy(() -> CrossValidation.of(1)).hasMessageContaining("2 folds, not 1");
    assertThatThrownBy(() -> CrossValidation.of(2).gap(-1)).hasMessageContaining("not -1");
    assertThatThrownBy(() -> CrossValidation.of(2).gap(1).shuffled(Seed.of(1)))
        .hasMessageContaining("no meaning between shuffled items");
    assertThatThrownBy(() -> CrossValidation.of(12).folds(NUMBERS))
        .hasMessageContaining("11 items in 12 folds");
    assertThatThrownBy(() -> CrossValidation.of(2).gap(6).folds(NUMBERS))
        .hasMessageContaining("take fewer folds or a smaller gap");
    assertThatThrownBy(() -> NUMBERS.subset(3, 11)).hasMessageContaining("item 11");
  }
}
