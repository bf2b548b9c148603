package dev.sluice.tasks.forecast;

import dev.sluice.tasks.series.Windows;

/// How good forecasts were, in the unit of the errors: the file's (°C, not squared), or deviations
/// where they are standardised.
///
/// ```
/// MAE = mean |point − truth|      RMSE = √ mean (point − truth)²      coverage = share of lower ≤ truth ≤ upper
/// ```
///
/// @param count how many values the means are over: windows times steps
/// @param mae mean absolute error
/// @param rmse root of the mean squared error
/// @param coverage share of outcomes inside the interval or on its ends, 0 … 1; `NaN` if there are
///   points only
public record ForecastMetrics(long count, double mae, double rmse, double coverage) {
  /// The mean squared error.
  public double mse() {
    return rmse * rmse;
  }

  /// Over every step ahead, 1 … H.
  public static ForecastMetrics of(Forecasts forecasts, String group) {
    return over(forecasts, group, 1, forecasts.windows().window().horizon());
  }

  /// Over the forecasts of one step ahead only.
  ///
  /// @param ahead 1 … H
  public static ForecastMetrics ofStep(Forecasts forecasts, String group, int ahead) {
    return over(forecasts, group, ahead, ahead);
  }

  private static ForecastMetrics over(Forecasts forecasts, String group, int first, int last) {
    Windows windows = forecasts.windows();
    int wanted = windows.series().group(group);
    MetricSums sums = new MetricSums();
    for (int i = 0; i < windows.size(); i++) {
      if (windows.group(i) != wanted) {
        continue;
      }
      double[] truth = windows.truth(i, forecasts.target());
      for (int ahead = first; ahead <= last; ahead++) {
        double actual = truth[ahead - 1];
        if (Double.isNaN(actual)) {
          throw new IllegalArgumentException(
              "what happened after "
                  + windows.series().step().text(windows.origin(i))
                  + " in group "
                  + group
                  + " is not known; forecasts of an open future cannot be judged");
        }
        sums.add(
            forecasts.lower(i, ahead),
            forecasts.point(i, ahead),
            forecasts.upper(i, ahead),
            actual,
            1);
      }
    }
    if (sums.isEmpty()) {
      throw new IllegalArgumentException("no forecast of group " + group + " in " + forecasts);
    }
    return sums.metrics();
  }
}
