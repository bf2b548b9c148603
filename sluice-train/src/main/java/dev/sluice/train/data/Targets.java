package dev.sluice.train.data;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;

/// What a batch should come out as.
///
/// **Weights.** Every row counts the same, but a sequence of length 0 does not count at all: per
/// step it has no row, per sequence its row has weight 0.
///
/// @param values per sequence `[B,O]` or class ids `[B]`, in the caller's order; per step `[ΣT,O]`
///   or class ids `[ΣT]`, packed as `lengths` say
/// @param per what a row of `values` belongs to
/// @param lengths those of the input
public record Targets(Tensor values, Per per, Lengths lengths) {
  /// Checks the number of rows.
  public Targets {
    int rows = per == Per.STEP ? lengths.rows() : lengths.batch();
    if (values.shape().rank() < 1 || values.shape().dim(0) != rows) {
      throw new IllegalArgumentException(
          "targets have shape %s; per %s %s need %d rows"
              .formatted(values.shape(), per, lengths, rows));
    }
  }

  /// One row per sequence.
  ///
  /// @param values `[B,O]`, or class ids `[B]`
  public static Targets perSequence(Tensor values, Lengths lengths) {
    return new Targets(values, Per.SEQUENCE, lengths);
  }

  /// One row per step.
  ///
  /// @param values `[ΣT,O]`, or class ids `[ΣT]`, packed
  public static Targets perStep(Tensor values, Lengths lengths) {
    return new Targets(values, Per.STEP, lengths);
  }

  /// The number of rows, those of weight 0 included.
  public int rows() {
    return values.shape().dim(0);
  }

  /// The rows that count, ascending.
  public int[] counted() {
    int[] rows = new int[rows()];
    int count = 0;
    for (int row = 0; row < rows.length; row++) {
      if (per == Per.STEP || lengths.length(row) > 0) {
        rows[count++] = row;
      }
    }
    return Arrays.copyOf(rows, count);
  }

  /// How many rows count: the weight of this batch's mean loss in the mean over batches.
  public int weight() {
    if (per == Per.STEP) {
      return rows();
    }
    int weight = 0;
    for (int i = 0; i < lengths.batch(); i++) {
      weight += lengths.length(i) > 0 ? 1 : 0;
    }
    return weight;
  }
}
