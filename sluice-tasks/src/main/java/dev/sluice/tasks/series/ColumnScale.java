package dev.sluice.tasks.series;

import org.jspecify.annotations.Nullable;

/// Mean and standard deviation of a column.
///
/// @param column the column's name
/// @param group the group it holds for, or null for every group
/// @param mean in the file's unit
/// @param deviation population standard deviation in the file's unit, above 0
public record ColumnScale(String column, @Nullable String group, double mean, double deviation) {
  /// @throws IllegalArgumentException if the numbers cannot scale: not finite, or no deviation
  public ColumnScale {
    if (!Double.isFinite(mean) || !Double.isFinite(deviation) || deviation <= 0) {
      throw new IllegalArgumentException(
          "column "
              + column
              + (group == null ? "" : " of group " + group)
              + " has mean "
              + mean
              + " and deviation "
              + deviation
              + "; a column that never changes says nothing, leave it out");
    }
  }

  /// `(value − mean) / deviation`
  public double standardise(double value) {
    return (value - mean) / deviation;
  }

  /// The inverse of [#standardise]: back to the file's unit.
  public double restore(double standardised) {
    return standardised * deviation + mean;
  }
}
