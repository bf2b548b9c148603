package dev.sluice.testing.oracle;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;

/// Where packed rows lie, found by counting: sequences sorted by falling length (stable), and step
/// t holds one row for each sequence longer than t.
public final class Packing {
  private final int[] lengths;
  private final int[][] rows;

  /// The packing of sequences of these lengths.
  public Packing(int... lengths) {
    this.lengths = lengths.clone();
    this.rows = new int[lengths.length][];
    Integer[] order = new Integer[lengths.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
      rows[i] = new int[lengths[i]];
    }
    Arrays.sort(order, Comparator.comparingInt((Integer i) -> -lengths[i]));
    int row = 0;
    for (int t = 0; t < Arrays.stream(lengths).max().orElse(0); t++) {
      for (int i : order) {
        if (t < lengths[i]) {
          rows[i][t] = row++;
        }
      }
    }
  }

  /// The packed row of step t of sequence i.
  public int row(int i, int t) {
    return rows[i][t];
  }

  /// The number of packed rows.
  public int rows() {
    return Arrays.stream(lengths).sum();
  }

  /// A reduction over the steps of each sequence, 0 where there is none: rows `[ΣT,F]` → `[B,F]`.
  public Doubles pool(Doubles x, Definitions.Reduction reduction) {
    return Doubles.define(
        new int[] {lengths.length, x.extent(1)},
        index -> {
          int i = index[0];
          IntToDoubleFunction step = t -> x.at(rows[i][t], index[1]);
          return lengths[i] == 0 ? 0 : reduction.of(lengths[i], step);
        });
  }
}
