package dev.sluice.tasks.series;

import org.jspecify.annotations.Nullable;

/// Mean and standard deviation of a column, and the range it had.
///
/// @param column the column's name
/// @param group the group it holds for, or null for every group
/// @param mean in the file's unit
/// @param deviation population standard deviation in the file's unit, above 0
/// @param minimum the smallest value that was fitted
/// @param maximum the largest
public record ColumnScale(
    String column,
    @Nullable String group,
    double mean,
    double deviation,
    double minimum,
    double maximum) {
  /// Of a mean of up to 2³¹ values.
  private static final double ROUNDING = 1e-6;

  /// @throws IllegalArgumentException if the numbers cannot scale (not finite, no deviation), or
  ///   the mean is not between minimum and maximum
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
    double rounding = ROUNDING * (Math.abs(minimum) + Math.abs(maximum));
    if (!(minimum - rounding <= mean && mean <= maximum + rounding)
        || !Double.isFinite(maximum - minimum)) {
      throw new IllegalArgumentException(
          "column %s has minimum %s, mean %s and maximum %s; the mean lies between the others"
              .formatted(column, minimum, mean, maximum));
    }
  }

  /// Whether a value lies in the range that was fitted.
  public boolean covers(double value) {
    return minimum <= value && value <= maximum;
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
