package dev.sluice.tasks.forecast;

/// Adds up errors, one value after the other, to give [ForecastMetrics] in the end.
public final class MetricSums {
  private static final double ROUNDING = 1e-9;

  private long count;
  private long intervals;
  private long inside;
  private double absolute;
  private double squares;

  /// Nothing yet.
  public MetricSums() {}

  /// A point and what came of it.
  ///
  /// @param unit what errors are divided by
  void add(double point, double actual, double unit) {
    double error = (point - actual) / unit;
    absolute += Math.abs(error);
    squares += error * error;
    count++;
  }

  /// A point with its interval, and what came of it.
  ///
  /// @param unit what errors are divided by, 1 for the unit of the values
  public void add(double lower, double point, double upper, double actual, double unit) {
    add(point, actual, unit);
    // Data in tenths often lies on an end exactly, where rounding must not decide.
    double slack = ROUNDING * Math.max(1, Math.abs(actual));
    inside += lower - slack <= actual && actual <= upper + slack ? 1 : 0;
    intervals++;
  }

  void add(MetricSums other) {
    count += other.count;
    intervals += other.intervals;
    inside += other.inside;
    absolute += other.absolute;
    squares += other.squares;
  }

  /// Whether nothing was added.
  public boolean isEmpty() {
    return count == 0;
  }

  /// What the errors have come to; means of nothing are `NaN`.
  public ForecastMetrics metrics() {
    double coverage = intervals == 0 ? Double.NaN : (double) inside / intervals;
    return new ForecastMetrics(count, absolute / count, Math.sqrt(squares / count), coverage);
  }
}
