package dev.sluice.tasks.series;

/// What becomes of a column's values before they are standardised.
public enum Transform {
  /// Nothing.
  NONE,
  /// Their natural logarithm: for values above 0 whose changes are shares of them, such as counts
  /// or loads. An error is then relative to the value; quantiles, the median among them, come back
  /// as quantiles, a mean as the geometric one.
  LOG;

  double apply(double value) {
    return this == LOG ? Math.log(value) : value;
  }

  double undo(double transformed) {
    return this == LOG ? Math.exp(transformed) : transformed;
  }

  /// Whether values of this size can be transformed.
  boolean takes(double value) {
    return this == NONE || value > 0;
  }
}
