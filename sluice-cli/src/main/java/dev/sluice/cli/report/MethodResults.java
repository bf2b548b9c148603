package dev.sluice.cli.report;

import dev.sluice.tasks.forecast.Forecasts;
import dev.sluice.tasks.series.Windows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Judges forecasts: over all, by step, by group, and what their quantiles hold.
final class MethodResults {
  /// A page names no more groups than these, the first ones.
  static final int MOST_GROUPS = 100;

  private static final double TAIL = (1 - Forecasts.LEVEL) / 2;

  private MethodResults() {}

  /// @param methods the model's last
  static List<MethodResult> of(List<Forecasts> methods) {
    Forecasts own = methods.getLast();
    return methods.stream()
        .map(method ->
            of(method, method == own ? MethodResult.Role.MODEL : MethodResult.Role.BASELINE))
        .toList();
  }

  private static MethodResult of(Forecasts method, MethodResult.Role role) {
    Windows windows = method.windows();
    List<ScoreSum> steps =
        Stream.generate(ScoreSum::new).limit(windows.window().horizon()).toList();
    ScoreSum all = new ScoreSum();
    Map<Integer, ScoreSum> byGroup = new LinkedHashMap<>();
    double[] below = new double[3];
    for (int i = 0; i < windows.size(); i++) {
      double[] truth = windows.truth(i, method.target());
      ScoreSum group = byGroup.computeIfAbsent(windows.group(i), _ -> new ScoreSum());
      for (int ahead = 1; ahead <= truth.length; ahead++) {
        double actual = truth[ahead - 1];
        for (ScoreSum sum : List.of(all, group, steps.get(ahead - 1))) {
          sum.add(method, i, ahead, actual);
        }
        below[0] += below(actual, method.lower(i, ahead));
        below[1] += below(actual, method.point(i, ahead));
        below[2] += below(actual, method.upper(i, ahead));
      }
    }
    Score total = all.score();
    Map<String, Score> groups = new LinkedHashMap<>();
    byGroup.entrySet().stream()
        .limit(MOST_GROUPS)
        .forEach(entry ->
            groups.put(
                windows.series().groups().get(entry.getKey()).name(), entry.getValue().score()));
    // The ends of an 80 % interval are the 10 % and 90 % quantiles, its point is the median.
    return new MethodResult(
        method.method(),
        role,
        total,
        steps.stream().map(ScoreSum::score).toList(),
        groups,
        List.of(
            new MethodResult.Quantile(TAIL, below[0] / total.count()),
            new MethodResult.Quantile(0.5, below[1] / total.count()),
            new MethodResult.Quantile(1 - TAIL, below[2] / total.count())));
  }

  /// Half of the outcomes that equal a quantile count as below it.
  private static double below(double actual, double quantile) {
    return actual < quantile ? 1 : actual == quantile ? 0.5 : 0;
  }
}
