package dev.sluice.core.tensor;

import java.util.Arrays;
import java.util.Objects;

/// The lengths of B sequences, and how their steps are packed.
///
/// ```
/// lengths 2 4 1   order by length 1 0 2        step   0      1    2  3
///                                              rows   b c a  b c  b  b     (a = 0, b = 1, c = 2)
/// ```
///
/// Sequences are sorted by falling length (equal lengths keep their order); step `t` holds one row
/// for each sequence that is still alive, so padding is neither stored nor read. Everywhere else
/// rows of a `[B, …]` tensor stand in the caller's order; [#position] tells where a sequence lies.
///
/// Each sequence may carry a sample id and the step at which this piece of it begins (truncated
/// back-propagation cuts long series in pieces): noise such as dropout is a function of these.
public final class Lengths {
  /// A plan of so many steps is the longest array that every JVM makes.
  private static final int LARGEST = Integer.MAX_VALUE - 16;

  private final int[] lengths;
  private final int[] order;
  private final int[] position;
  private final int[] alive;
  private final int[] offsets;
  private final long[] samples;
  private final long[] starts;

  private Lengths(int[] lengths, long[] samples, long[] starts) {
    this.lengths = lengths;
    this.samples = samples;
    this.starts = starts;
    int maximum = 0;
    long total = 0;
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] < 0) {
        throw new IllegalArgumentException(
            "sequence " + i + " has length " + lengths[i] + "; a length is 0 or more");
      }
      maximum = Math.max(maximum, lengths[i]);
      total += lengths[i];
    }
    if (total > LARGEST) {
      throw new IllegalArgumentException(
          lengths.length
              + " sequences have "
              + total
              + " steps in all; split the batch below 2^31");
    }
    this.order = sortByFallingLength(lengths, maximum);
    this.position = new int[lengths.length];
    for (int i = 0; i < order.length; i++) {
      position[order[i]] = i;
    }
    this.alive = new int[maximum];
    this.offsets = new int[maximum + 1];
    int rows = lengths.length;
    for (int t = 0; t < maximum; t++) {
      while (rows > 0 && lengths[order[rows - 1]] <= t) {
        rows--;
      }
      alive[t] = rows;
      offsets[t + 1] = offsets[t] + rows;
    }
  }

  /// Counting sort: stable and linear, so the plan costs little beside the network.
  private static int[] sortByFallingLength(int[] lengths, int maximum) {
    int[] begin = new int[maximum + 2];
    for (int length : lengths) {
      begin[maximum - length + 1]++;
    }
    for (int i = 1; i < begin.length; i++) {
      begin[i] += begin[i - 1];
    }
    int[] order = new int[lengths.length];
    for (int i = 0; i < lengths.length; i++) {
      order[begin[maximum - lengths[i]]++] = i;
    }
    return order;
  }

  /// Sequences of the given lengths, sample ids 0, 1, 2 …, all starting at step 0.
  public static Lengths of(int... lengths) {
    long[] samples = new long[lengths.length];
    Arrays.setAll(samples, i -> i);
    return new Lengths(lengths.clone(), samples, new long[lengths.length]);
  }

  /// `batch` sequences of the same length.
  public static Lengths equal(int batch, int steps) {
    int[] lengths = new int[batch];
    Arrays.fill(lengths, steps);
    return of(lengths);
  }

  /// The same lengths with these sample ids, one per sequence.
  public Lengths samples(long... ids) {
    checkOnePerSequence(ids.length, "sample ids");
    return new Lengths(lengths, ids.clone(), starts);
  }

  /// The same lengths where sequence i begins at step `starts[i]` of its sample.
  public Lengths starts(long... steps) {
    checkOnePerSequence(steps.length, "row starts");
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] < 0) {
        throw new IllegalArgumentException(
            "sequence " + i + " starts at step " + steps[i] + " of its sample; steps count from 0");
      }
    }
    return new Lengths(lengths, samples, steps.clone());
  }

  private void checkOnePerSequence(int actual, String what) {
    if (actual != lengths.length) {
      throw new IllegalArgumentException(
          actual + " " + what + " for " + lengths.length + " sequences; give one for each");
    }
  }

  /// B, the number of sequences.
  public int batch() {
    return lengths.length;
  }

  /// T, the longest length.
  public int steps() {
    return alive.length;
  }

  /// ΣT, the number of packed rows.
  public int rows() {
    return offsets[alive.length];
  }

  /// The length of sequence `i` (caller's order).
  public int length(int i) {
    return lengths[i];
  }

  /// How many sequences are alive at step `t`.
  public int alive(int t) {
    return alive[t];
  }

  /// The packed row at which step `t` begins; `offset(steps())` is [#rows].
  public int offset(int t) {
    return offsets[t];
  }

  /// Where sequence `i` lies among the rows of each step.
  public int position(int i) {
    return position[i];
  }

  /// Which sequence lies at `position`: the inverse of [#position].
  public int sequenceAt(int position) {
    return order[position];
  }

  /// The packed row of step `t` of sequence `i`.
  public int row(int i, int t) {
    Objects.checkIndex(t, lengths[i]);
    return offsets[t] + position[i];
  }

  /// The sample id of sequence `i`.
  public long sample(int i) {
    return samples[i];
  }

  /// The step of its sample at which sequence `i` begins.
  public long start(int i) {
    return starts[i];
  }

  /// The lengths in the caller's order (a copy).
  public int[] toArray() {
    return lengths.clone();
  }

  /// Whether sorted order is the caller's order, so that no rows need to be moved.
  public boolean isSorted() {
    for (int i = 0; i < order.length; i++) {
      if (order[i] != i) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Lengths that
        && Arrays.equals(lengths, that.lengths)
        && Arrays.equals(samples, that.samples)
        && Arrays.equals(starts, that.starts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(lengths);
  }

  @Override
  public String toString() {
    return lengths.length <= 8
        ? "lengths " + Arrays.toString(lengths)
        : lengths.length + " lengths up to " + steps();
  }
}
