package dev.sluice.cli.report;

import dev.sluice.tasks.forecast.ForecastMetrics;
import java.util.List;

/// Errors in the target's unit.
///
/// @param count how many values the means are over
/// @param mae mean absolute error
/// @param rmse root of the mean squared error
/// @param coverage share of outcomes inside the 80 % interval, 0 … 1; `NaN` without intervals
public record Score(long count, double mae, double rmse, double coverage) {
  /// Of several groups together, each value counting the same.
  static Score of(List<ForecastMetrics> groups) {
    long count = 0;
    double absolute = 0;
    double squares = 0;
    double inside = 0;
    for (ForecastMetrics group : groups) {
      count += group.count();
      absolute += group.mae() * group.count();
      squares += group.rmse() * group.rmse() * group.count();
      inside += group.coverage() * group.count();
    }
    return new Score(count, absolute / count, Math.sqrt(squares / count), inside / count);
  }
}
