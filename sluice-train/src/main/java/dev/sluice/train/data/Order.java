package dev.sluice.train.data;

import dev.sluice.core.tensor.Seed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntUnaryOperator;

/// Which items make which batch, as a function of a seed.
final class Order {
  private Order() {}

  /// Sorting inside pools of some batches.
  record Buckets(int pool, IntUnaryOperator lengths) {}

  /// The number of batches of `size` items.
  static int batches(int size, int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("a batch has at least one example, not " + batchSize);
    }
    return Math.ceilDiv(size, batchSize);
  }

  /// Items 0, 1, 2 … `[batches][≤ batchSize]`.
  static int[][] ascending(int size, int batchSize) {
    int[] items = new int[size];
    Arrays.setAll(items, i -> i);
    return cut(items, batchSize);
  }

  /// Items in random order, sorted by length in each pool; batches in random order.
  static int[][] shuffled(int size, int batchSize, Seed seed, Buckets buckets) {
    return shuffled(new Draw(size, size), batchSize, seed, buckets);
  }

  /// `count` of `size` items.
  record Draw(int size, int count) {}

  /// Some of the items in random order, sorted by length in each pool; batches in random order.
  static int[][] shuffled(Draw draw, int batchSize, Seed seed, Buckets buckets) {
    int count = draw.count();
    int[] items = Arrays.copyOf(seed.named("items").permutation(draw.size()), count);
    if (buckets.pool() == 1) {
      return cut(items, batchSize);
    }
    long pool = (long) buckets.pool() * batchSize;
    for (long from = 0; from < count; from += pool) {
      sort(items, (int) from, (int) Math.min(count, from + pool), buckets.lengths());
    }
    int[][] sorted = cut(items, batchSize);
    int[] order = seed.named("batches").permutation(sorted.length);
    int[][] result = new int[sorted.length][];
    for (int i = 0; i < result.length; i++) {
      result[i] = sorted[order[i]];
    }
    return result;
  }

  /// Stable, so that equal lengths keep their random order.
  private static void sort(int[] items, int from, int to, IntUnaryOperator lengths) {
    record Item(int number, int length) {}
    Item[] pool = new Item[to - from];
    for (int i = 0; i < pool.length; i++) {
      pool[i] = new Item(items[from + i], lengths.applyAsInt(items[from + i]));
    }
    Arrays.sort(pool, Comparator.comparingInt(Item::length));
    for (int i = 0; i < pool.length; i++) {
      items[from + i] = pool[i].number();
    }
  }

  private static int[][] cut(int[] items, int batchSize) {
    int[][] result = new int[batches(items.length, batchSize)][];
    for (int i = 0; i < result.length; i++) {
      int from = i * batchSize;
      result[i] = Arrays.copyOfRange(items, from, Math.min(items.length, from + batchSize));
    }
    return result;
  }
}
