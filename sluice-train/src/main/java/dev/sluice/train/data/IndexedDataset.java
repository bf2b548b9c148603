package dev.sluice.train.data;

import dev.sluice.core.tensor.Seed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// A dataset of N items known by number, of which batches of any type are made.
///
/// ```java
/// Dataset<WindowBatch> data = IndexedDataset.of(windows.size(), windows::batch);
/// ```
public final class IndexedDataset<B> implements Dataset<B> {
  /// Makes a batch.
  @FunctionalInterface
  public interface Assembler<B> {
    /// @param items the items' numbers, in the order they take in the batch
    /// @param number the batch's number in its epoch
    B assemble(int[] items, long number);
  }

  private final int size;
  private final Assembler<B> assembler;
  private final IntUnaryOperator lengths;
  private final IntUnaryOperator sizes;
  private final int pool;
  private final int perEpoch;

  private IndexedDataset(
      int size,
      Assembler<B> assembler,
      IntUnaryOperator lengths,
      IntUnaryOperator sizes,
      int pool,
      int perEpoch) {
    this.size = size;
    this.assembler = assembler;
    this.lengths = lengths;
    this.sizes = sizes;
    this.pool = pool;
    this.perEpoch = perEpoch;
  }

  /// `size` items, made into batches by `assembler`.
  public static <B> IndexedDataset<B> of(int size, Assembler<B> assembler) {
    return new IndexedDataset<>(size, assembler, i -> 0, i -> 0, 1, size);
  }

  /// The same data with the length of each item, by which [#bucketed] sorts and [#heaviest] judges.
  public IndexedDataset<B> lengths(IntUnaryOperator lengthOf) {
    return new IndexedDataset<>(size, assembler, lengthOf, lengthOf, pool, perEpoch);
  }

  /// The same data where [#heaviest] judges by something else than the lengths.
  ///
  /// @param sizeOf the steps that an item is, all its sequences together
  public IndexedDataset<B> sizes(IntUnaryOperator sizeOf) {
    return new IndexedDataset<>(size, assembler, lengths, sizeOf, pool, perEpoch);
  }

  /// The same data, items of similar length put together when shuffled, so that little of a batch
  /// is idle: pools of `batches` batches, drawn at random, are sorted by length before they are
  /// cut; the order of the batches is random.
  ///
  /// @param batches in a pool, at least 1; 50 is usual, 1 has no effect
  public IndexedDataset<B> bucketed(int batches) {
    if (batches < 1) {
      throw new IllegalArgumentException("a pool has at least one batch, not " + batches);
    }
    return new IndexedDataset<>(size, assembler, lengths, sizes, batches, perEpoch);
  }

  /// The same data, only these items, which keep their numbers for the assembler.
  ///
  /// @param items numbers below [#size], in the order of [#batches(int)]
  public IndexedDataset<B> subset(int... items) {
    int[] chosen = items.clone();
    for (int item : chosen) {
      if (item < 0 || item >= size) {
        throw new IllegalArgumentException("there is no item " + item + " among " + size);
      }
    }
    return new IndexedDataset<>(
        chosen.length,
        (numbers, batch) ->
            assembler.assemble(Arrays.stream(numbers).map(i -> chosen[i]).toArray(), batch),
        i -> lengths.applyAsInt(chosen[i]),
        i -> sizes.applyAsInt(chosen[i]),
        pool,
        chosen.length);
  }

  /// The same data, of which an epoch takes this many, drawn anew without repetition: where
  /// neighbours are much alike, as windows of a long series are, and one wants to look at the
  /// validation more often. In [#batches(int)] all come.
  ///
  /// @param items from 1 to [#size]
  public IndexedDataset<B> perEpoch(int items) {
    if (items < 1 || items > size) {
      throw new IllegalArgumentException(
          "an epoch takes 1 to %d items, not %d".formatted(size, items));
    }
    return new IndexedDataset<>(size, assembler, lengths, sizes, pool, items);
  }

  /// N, the number of items.
  public int size() {
    return size;
  }

  @Override
  public Iterable<B> batches(int batchSize, Seed order) {
    return assembled(plan(batchSize, order));
  }

  private int[][] plan(int batchSize, Seed order) {
    Order.Draw draw = new Order.Draw(size, perEpoch);
    return Order.shuffled(draw, batchSize, order, new Order.Buckets(pool, lengths));
  }

  /// The batch of the most steps, the first of equals; empty where sizes are not known.
  @Override
  public Optional<B> heaviest(int batchSize, Seed order) {
    int[][] plan = plan(batchSize, order);
    return IntStream.range(0, plan.length)
        .boxed()
        .max(
            Comparator.<Integer>comparingLong(number -> steps(plan[number]))
                .thenComparing(Comparator.reverseOrder()))
        .filter(number -> steps(plan[number]) > 0)
        .map(number -> assembler.assemble(plan[number], number));
  }

  private long steps(int... items) {
    return Arrays.stream(items).mapToLong(sizes::applyAsInt).sum();
  }

  @Override
  public Iterable<B> batches(int batchSize) {
    return assembled(Order.ascending(size, batchSize));
  }

  @Override
  public OptionalLong count(int batchSize) {
    return OptionalLong.of(Order.batches(perEpoch, batchSize));
  }

  private Iterable<B> assembled(int[][] plan) {
    return () ->
        new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < plan.length;
          }

          @Override
          public B next() {
            if (!hasNext()) {
              throw new NoSuchElementException("the epoch has " + plan.length + " batches");
            }
            int number = next++;
            return assembler.assemble(plan[number], number);
          }
        };
  }
}
