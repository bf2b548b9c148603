package dev.sluice.cli.report;

import dev.sluice.tasks.forecast.ForecastMetrics;
import dev.sluice.tasks.forecast.Forecasts;
import dev.sluice.tasks.series.Windows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Judges forecasts: over all, by step, by group, and what their quantiles hold.
final class MethodResults {
  private static final double TAIL = (1 - Forecasts.LEVEL) / 2;

  private MethodResults() {}

  /// @param methods the model's last
  static List<MethodResult> of(List<Forecasts> methods) {
    List<MethodResult> results = new ArrayList<>();
    for (Forecasts method : methods) {
      boolean model = method == methods.getLast();
      results.add(of(method, model ? MethodResult.Role.MODEL : MethodResult.Role.BASELINE));
    }
    return results;
  }

  private static MethodResult of(Forecasts method, MethodResult.Role role) {
    List<String> names = Moments.groups(method.windows());
    List<ForecastMetrics> all =
        names.stream().map(group -> ForecastMetrics.of(method, group)).toList();
    Map<String, Score> groups = new LinkedHashMap<>();
    for (int g = 0; g < names.size(); g++) {
      groups.put(names.get(g), Score.of(List.of(all.get(g))));
    }
    int horizon = method.windows().window().horizon();
    List<Score> steps =
        IntStream.rangeClosed(1, horizon)
            .mapToObj(ahead ->
                Score.of(
                    names.stream()
                        .map(group -> ForecastMetrics.ofStep(method, group, ahead))
                        .toList()))
            .toList();
    return new MethodResult(method.method(), role, Score.of(all), steps, groups, quantiles(method));
  }

  /// The ends of an 80 % interval are the 10 % and 90 % quantiles, its point is the median. Half of
  /// the outcomes that equal a quantile count as below it.
  private static List<MethodResult.Quantile> quantiles(Forecasts method) {
    Windows windows = method.windows();
    double[] below = new double[3];
    long count = 0;
    for (int i = 0; i < windows.size(); i++) {
      double[] truth = windows.truth(i, method.target());
      for (int ahead = 1; ahead <= truth.length; ahead++) {
        double actual = truth[ahead - 1];
        below[0] += below(actual, method.lower(i, ahead));
        below[1] += below(actual, method.point(i, ahead));
        below[2] += below(actual, method.upper(i, ahead));
        count++;
      }
    }
    return List.of(
        new MethodResult.Quantile(TAIL, below[0] / count),
        new MethodResult.Quantile(0.5, below[1] / count),
        new MethodResult.Quantile(1 - TAIL, below[2] / count));
  }

  private static double below(double actual, double quantile) {
    if (Double.isNaN(quantile)) {
      return Double.NaN;
    }
    return actual < quantile ? 1 : actual == quantile ? 0.5 : 0;
  }
}
