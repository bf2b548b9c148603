package dev.sluice.tasks.forecast;

/// Adds up errors, to give [ForecastMetrics] in the end.
final class MetricSums {
  private static final double ROUNDING = 1e-9;

  private long count;
  private long intervals;
  private long inside;
  private double absolute;
  private double squares;

  /// A point and what came of it.
  ///
  /// @param unit what errors are divided by
  void add(double point, double actual, double unit) {
    double error = (point - actual) / unit;
    absolute += Math.abs(error);
    squares += error * error;
    count++;
  }

  /// A point with its interval.
  void add(double lower, double point, double upper, double actual, double unit) {
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

  boolean isEmpty() {
    return count == 0;
  }

  ForecastMetrics metrics() {
    double coverage = intervals == 0 ? Double.NaN : (double) inside / intervals;
    return new ForecastMetrics(count, absolute / count, Math.sqrt(squares / count), coverage);
  }
}
