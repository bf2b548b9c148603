package dev.sluice.tasks.forecast;

import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Windows;
import java.util.Locale;

/// How good forecasts are by the measures of the M4 competition (Makridakis, Spiliotis and
/// Assimakopoulos 2020, doi 10.1016/j.ijforecast.2019.04.014).
///
/// ```
/// sMAPE = mean over windows and steps of 200·|y − ŷ| / (|y| + |ŷ|)        %; 0 where y = ŷ = 0
/// MASE  = mean over windows of  mean |y − ŷ| / q,   q = mean |x(t) − x(t − season)| up to the origin
/// ```
///
/// @param windows how many
/// @param smape sMAPE of the points, %
/// @param mase MASE of the points
/// @param coverage the share of outcomes inside the 80 % intervals
public record M4Score(int windows, double smape, double mase, double coverage) {
  /// @param forecasts of windows whose targets are all there
  /// @param season steps of a season, at least 1
  /// @throws IllegalArgumentException if no value lies a season before another up to an origin, or
  ///   none of them differ
  public static M4Score of(Forecasts forecasts, int season) {
    Windows windows = forecasts.windows();
    int column = windows.series().column(forecasts.target());
    int horizon = windows.window().horizon();
    double smape = 0;
    double mase = 0;
    long inside = 0;
    for (int i = 0; i < windows.size(); i++) {
      Group group = windows.series().groups().get(windows.group(i));
      double[] truth = windows.truth(i, forecasts.target());
      double error = 0;
      for (int ahead = 1; ahead <= horizon; ahead++) {
        double actual = truth[ahead - 1];
        double point = forecasts.point(i, ahead);
        smape += symmetric(actual, point) / horizon;
        error += Math.abs(actual - point) / horizon;
        boolean held = forecasts.lower(i, ahead) <= actual && actual <= forecasts.upper(i, ahead);
        inside += held ? 1 : 0;
      }
      mase += error / seasonalError(group, column, windows.originIndex(i), season);
    }
    int count = windows.size();
    return new M4Score(count, smape / count, mase / count, inside / ((double) count * horizon));
  }

  private static double symmetric(double actual, double point) {
    double size = Math.abs(actual) + Math.abs(point);
    return size == 0 ? 0 : 200 * Math.abs(actual - point) / size;
  }

  /// q, the mean error of seasonal-naive one step ahead, in sample.
  private static double seasonalError(Group group, int column, int origin, int season) {
    double sum = 0;
    for (int t = season; t <= origin; t++) {
      sum += Math.abs(group.value(column, t) - group.value(column, t - season));
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException(
          "MASE divides by the changes of group %s over a season of %d steps; up to its step %d there are none, leave it out"
              .formatted(group.name(), season, origin));
    }
    return sum / (origin + 1 - season);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "sMAPE %.3f, MASE %.4f, %.1f %% inside, %d windows",
        smape,
        mase,
        100 * coverage,
        windows);
  }
}
