package dev.sluice.train.loop;

import dev.sluice.core.tensor.Seed;
import dev.sluice.train.data.IndexedDataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// K-fold cross-validation: every item is validated once, by a network that has not seen it.
///
/// ```java
/// var report = CrossValidation.of(5).gap(34).run(data, fold -> Trainer.of(network(fold), Loss.mae()).epochs(20));
/// report.mean();  report.deviation();
/// ```
///
/// Folds are contiguous blocks, as time series need; [#shuffled] deals the items out at random.
///
/// @param folds k, at least 2
/// @param gap items left out of the training data on either side of the validation block; for
///   windows of c days seen and h ahead, one a day, c + h − 1 leaves no day in both
/// @param order the key that deals items out, null for blocks
public record CrossValidation(int folds, int gap, @Nullable Seed order) {
  /// Checks the numbers.
  public CrossValidation {
    if (folds < 2) {
      throw new IllegalArgumentException("cross-validation takes at least 2 folds, not " + folds);
    }
    if (gap < 0) {
      throw new IllegalArgumentException("a gap is 0 items or more, not " + gap);
    }
    if (gap > 0 && order != null) {
      throw new IllegalArgumentException(
          "a gap of %d items has no meaning between shuffled items; take blocks, or gap 0"
              .formatted(gap));
    }
  }

  /// K contiguous blocks without a gap.
  public static CrossValidation of(int folds) {
    return new CrossValidation(folds, 0, null);
  }

  /// With a gap around the validation block.
  public CrossValidation gap(int items) {
    return new CrossValidation(folds, items, order);
  }

  /// With items dealt out at random: for examples that are independent of each other.
  public CrossValidation shuffled(Seed seed) {
    return new CrossValidation(folds, gap, seed);
  }

  /// One of the k ways to part the data.
  ///
  /// @param number 0 … k−1
  /// @param train what to learn from; normalisers must be fitted to it alone
  /// @param validation what to measure with
  public record Fold<B>(int number, IndexedDataset<B> train, IndexedDataset<B> validation) {}

  /// The folds of `data`, sizes differing by 1 at most.
  ///
  /// @throws IllegalArgumentException if a fold has nothing to learn from or to measure with
  public <B> List<Fold<B>> folds(IndexedDataset<B> data) {
    int size = data.size();
    int[] items =
        order == null ? IntStream.range(0, size).toArray() : order.named("folds").permutation(size);
    List<Fold<B>> result = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      int from = (int) ((long) size * fold / folds);
      int to = (int) ((long) size * (fold + 1) / folds);
      int[] validation = Arrays.copyOfRange(items, from, to);
      int before = Math.max(0, from - gap);
      int behind = (int) Math.min(size, (long) to + gap);
      int[] train =
          IntStream.concat(Arrays.stream(items, 0, before), Arrays.stream(items, behind, size))
              .toArray();
      if (validation.length == 0 || train.length == 0) {
        throw new IllegalArgumentException(
            "%d items in %d folds with a gap of %d leave fold %d with %d to learn from and %d to measure with; take fewer folds or a smaller gap"
                .formatted(size, folds, gap, fold, train.length, validation.length));
      }
      Arrays.sort(train);
      Arrays.sort(validation);
      result.add(new Fold<>(fold, data.subset(train), data.subset(validation)));
    }
    return result;
  }

  /// Trains and validates once per fold.
  ///
  /// A [StopSignal] ends the fold that runs; those behind it are not begun.
  ///
  /// @param trainers gives each fold a trainer of a new network with a new optimiser
  public <B> CrossValidationReport run(
      IndexedDataset<B> data, Function<Fold<B>, Trainer<B>> trainers) {
    List<TrainingReport> reports = new ArrayList<>();
    for (Fold<B> fold : folds(data)) {
      TrainingReport report = trainers.apply(fold).fit(fold.train(), fold.validation());
      reports.add(report);
      if (report.outcome() == Outcome.INTERRUPTED) {
        break;
      }
    }
    return new CrossValidationReport(reports);
  }
}
