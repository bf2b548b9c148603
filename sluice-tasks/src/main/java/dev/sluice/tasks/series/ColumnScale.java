package dev.sluice.tasks.series;

import org.jspecify.annotations.Nullable;

/// Mean and standard deviation of a column, transformed, and the range it had.
///
/// @param column the column's name
/// @param group the group it holds for, or null for every group
/// @param transform of each value, before mean and deviation
/// @param mean in the file's unit, or of the logarithms
/// @param deviation above 0, as the mean; [Normaliser#fit] takes the population standard deviation
/// @param minimum the smallest value that was fitted, in the file's unit
/// @param maximum the largest
public record ColumnScale(
    String column,
    @Nullable String group,
    Transform transform,
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
    if (!transform.takes(minimum)) {
      throw new IllegalArgumentException(
          "column %s has the value %s; only values above 0 have a logarithm, take it out of logs(…)"
              .formatted(column, minimum));
    }
    double least = transform.apply(minimum);
    double most = transform.apply(maximum);
    double rounding = ROUNDING * (Math.abs(least) + Math.abs(most));
    if (!(least - rounding <= mean && mean <= most + rounding)
        || !Double.isFinite(maximum - minimum)) {
      throw new IllegalArgumentException(
          "column %s has minimum %s, mean %s and maximum %s; the mean lies between the others"
              .formatted(column, minimum, mean, maximum));
    }
  }

  /// The same with another deviation: any number above 0 scales.
  public ColumnScale withDeviation(double value) {
    return new ColumnScale(column, group, transform, mean, value, minimum, maximum);
  }

  /// Whether a value lies in the range that was fitted.
  public boolean covers(double value) {
    return minimum <= value && value <= maximum;
  }

  /// `(transform(value) − mean) / deviation`; `NaN` or −∞ where a value has no logarithm.
  public double standardise(double value) {
    return (transform.apply(value) - mean) / deviation;
  }

  /// The inverse of [#standardise]: back to the file's unit.
  public double restore(double standardised) {
    return transform.undo(standardised * deviation + mean);
  }
}
