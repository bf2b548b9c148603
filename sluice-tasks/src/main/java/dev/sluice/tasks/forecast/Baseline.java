package dev.sluice.tasks.forecast;

import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.TimeStep;
import dev.sluice.tasks.series.Windows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A forecast without a network, to be printed beside the network's.
///
/// Points come from a rule fitted per group. The 80 % interval is the point plus the 10 % and 90 %
/// quantiles of the rule's own errors on the history (truth − point), per group and per step ahead.
/// Fit to `WindowSplit.rowsBeforeTest()`: there is nothing to choose, so validation rows are
/// history too. One baseline is for one target; make one for each.
public final class Baseline {
  private final String name;
  private final String target;
  private final Map<String, Fitted> groups;

  /// A rule and its interval: what to add to the point, `[H][lower, upper]`.
  private record Fitted(PointRule rule, double[][] margins) {}

  /// Makes the rule of one group.
  private interface Fit {
    PointRule of(Group history, int column);
  }

  private Baseline(String name, String target, Map<String, Fitted> groups) {
    this.name = name;
    this.target = target;
    this.groups = groups;
  }

  /// Every step ahead is as the last value up to the origin.
  ///
  /// @param history the rows before the test
  /// @param horizon H, steps ahead
  public static Baseline naive(Series history, String target, int horizon) {
    return fit(
        "naive", history, target, horizon, (group, column) -> new PointRule.LastValue(column));
  }

  /// Every step is as at the same place of the season before: `season` steps before it, or as many
  /// seasons as lie behind the origin. The first season of a series has none before it: it gives no
  /// errors to the interval, and a forecast for it is refused.
  ///
  /// @param history the rows before the test, longer than a season
  /// @param horizon H, steps ahead
  /// @param season steps, at least 1: 24 hours, 7 days, 365 days, 12 months
  public static Baseline seasonalNaive(Series history, String target, int horizon, int season) {
    if (season < 1) {
      throw new IllegalArgumentException("a season has at least 1 step, not " + season);
    }
    return fit(
        "seasonal-naive",
        history,
        target,
        horizon,
        (group, column) -> new PointRule.SeasonBefore(column, season));
  }

  /// As [#seasonalNaive(Series,String,int,int)] with the season of the step: a day of hours, a week
  /// of days, a year of months.
  ///
  /// @throws IllegalArgumentException if the step has none, as 7 hours
  public static Baseline seasonalNaive(Series history, String target, int horizon) {
    TimeStep step = history.step();
    int season =
        step.season()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "a step of " + step + " has no season of its own; name one in steps"));
    return seasonalNaive(history, target, horizon, season);
  }

  /// On from the last value along the line from the group's first value to it.
  ///
  /// @param history the rows before the test
  /// @param horizon H, steps ahead
  public static Baseline drift(Series history, String target, int horizon) {
    return fit("drift", history, target, horizon, (group, column) -> new PointRule.Drift(column));
  }

  /// For daily series with a year: least squares on the last 14 days and two yearly harmonics of
  /// the target day, one line per day ahead and group, without a penalty.
  ///
  /// @param history the rows before the test
  /// @param horizon H, days ahead
  /// @throws IllegalArgumentException if the step is not a day
  public static Baseline linearAutoregression(Series history, String target, int horizon) {
    if (!history.step().equals(TimeStep.DAY)) {
      throw new IllegalArgumentException(
          "linear AR(14) is for steps of 1d, not " + history.step() + "; leave it out");
    }
    return fit(
        "linear AR(14)",
        history,
        target,
        horizon,
        (group, column) -> LinearAutoregression.fit(group, column, horizon));
  }

  /// Naive, seasonal-naive and drift, in the order they are printed.
  ///
  /// @param season steps of a season
  public static List<Baseline> all(Series history, String target, int horizon, int season) {
    return List.of(
        naive(history, target, horizon),
        seasonalNaive(history, target, horizon, season),
        drift(history, target, horizon));
  }

  private static Baseline fit(String name, Series history, String target, int horizon, Fit fit) {
    int column = history.column(target);
    Map<String, Fitted> groups = new LinkedHashMap<>();
    for (Group group : history.groups()) {
      PointRule rule = fit.of(group, column);
      double[][] margins = new double[horizon][];
      for (int ahead = 1; ahead <= horizon; ahead++) {
        margins[ahead - 1] = margins(name, rule, group, column, ahead);
      }
      groups.put(group.name(), new Fitted(rule, margins));
    }
    return new Baseline(name, target, groups);
  }

  private static double[] margins(String name, PointRule rule, Group group, int column, int ahead) {
    int first = rule.firstOrigin(ahead);
    int count = group.length() - ahead - first;
    if (count < 1) {
      throw new IllegalArgumentException(
          name
              + " needs "
              + group.axis().step().times(first + ahead + 1)
              + " of history, group "
              + group.name()
              + " has "
              + group.length());
    }
    double[] errors =
        IntStream.range(first, first + count)
            .mapToDouble(t -> group.value(column, t + ahead) - rule.at(group, t, ahead))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (errors.length == 0) {
      throw new IllegalArgumentException(
          name + " meets a missing value everywhere in the history of group " + group.name());
    }
    double tail = (1 - Forecasts.LEVEL) / 2;
    return new double[] {Quantiles.of(errors, tail), Quantiles.of(errors, 1 - tail)};
  }

  /// The name to print.
  public String name() {
    return name;
  }

  /// Forecasts for the windows.
  ///
  /// @throws IllegalArgumentException if the windows reach further ahead or begin earlier than the
  ///   method allows, or have a group it was not fitted to
  public Forecasts forecast(Windows windows) {
    int horizon = windows.window().horizon();
    TimeStep step = windows.series().step();
    double[][][] values = new double[windows.size()][horizon][];
    for (int i = 0; i < windows.size(); i++) {
      Group group = windows.series().groups().get(windows.group(i));
      Fitted fitted = fitted(group, horizon);
      for (int ahead = 1; ahead <= horizon; ahead++) {
        if (windows.originIndex(i) < fitted.rule.firstOrigin(ahead)) {
          throw new IllegalArgumentException(
              name
                  + " cannot forecast "
                  + step.times(ahead)
                  + " ahead on "
                  + step.text(windows.origin(i))
                  + ": group "
                  + group.name()
                  + " begins only on "
                  + step.text(group.axis().first()));
        }
        double point = fitted.rule.at(group, windows.originIndex(i), ahead);
        if (Double.isNaN(point)) {
          throw new IllegalArgumentException(
              name
                  + " meets a missing value on "
                  + step.text(windows.origin(i))
                  + " in group "
                  + group.name()
                  + "; impute what is missing");
        }
        double[] margin = fitted.margins[ahead - 1];
        values[i][ahead - 1] = new double[] {point + margin[0], point, point + margin[1]};
      }
    }
    return Forecasts.of(name, target, windows, values);
  }

  private Fitted fitted(Group group, int horizon) {
    Fitted fitted = groups.get(group.name());
    if (fitted == null) {
      throw new IllegalArgumentException(
          name + " was not fitted to group " + group.name() + "; it knows " + groups.keySet());
    }
    if (fitted.margins.length < horizon) {
      throw new IllegalArgumentException(
          name
              + " was fitted for "
              + fitted.margins.length
              + " steps ahead, the windows want "
              + horizon);
    }
    return fitted;
  }
}
