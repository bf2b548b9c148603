package dev.sluice.cli.report;

import dev.sluice.tasks.forecast.Forecasts;

/// Adds up errors of forecasts, one value after the other, as
/// [dev.sluice.tasks.forecast.ForecastMetrics] defines them; steps and groups are summed in one go.
final class ScoreSum {
  private static final double ROUNDING = 1e-9;

  private long count;
  private double absolute;
  private double squares;
  private long inside;

  void add(Forecasts forecasts, int i, int ahead, double actual) {
    double error = forecasts.point(i, ahead) - actual;
    // Data in tenths often lies on an end exactly, where rounding must not decide.
    double slack = ROUNDING * Math.max(1, Math.abs(actual));
    boolean holds =
        forecasts.lower(i, ahead) - slack <= actual && actual <= forecasts.upper(i, ahead) + slack;
    absolute += Math.abs(error);
    squares += error * error;
    inside += holds ? 1 : 0;
    count++;
  }

  Score score() {
    return new Score(count, absolute / count, Math.sqrt(squares / count), (double) inside / count);
  }
}
