package dev.sluice.tasks.forecast;

import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.Windows;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A forecast without a network, to be printed beside the network's.
///
/// Points come from a rule fitted per group. The 80 % interval is the point plus the 10 % and 90 %
/// quantiles of the rule's own errors on the history (truth − point), per group and per day ahead.
/// Fit to `WindowSplit.rowsBeforeTest()`: there is nothing to choose, so validation days are
/// history too.
public final class Baseline {
  private static final int YEAR = 365;

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

  /// Every day ahead is as the origin's day.
  ///
  /// @param history the rows before the test
  /// @param horizon H, days ahead
  public static Baseline naive(Series history, String target, int horizon) {
    return fit("naive", history, target, horizon, (group, column) -> new LastValue(column));
  }

  /// Every day is as 365 days before it. The first year of a series has no such day: it gives no
  /// errors to the interval, and a forecast for it is refused.
  ///
  /// @param history the rows before the test, longer than a year
  /// @param horizon H, days ahead, at most 365
  public static Baseline seasonalNaive(Series history, String target, int horizon) {
    if (horizon > YEAR) {
      throw new IllegalArgumentException(
          "seasonal-naive sees " + YEAR + " days ahead at most, not " + horizon);
    }
    return fit(
        "seasonal-naive", history, target, horizon, (group, column) -> new YearBefore(column));
  }

  /// Least squares on the last 14 days and two yearly harmonics of the target day, one line per day
  /// ahead and group, without a penalty.
  ///
  /// @param history the rows before the test
  /// @param horizon H, days ahead
  public static Baseline linearAutoregression(Series history, String target, int horizon) {
    return fit(
        "linear AR(14)",
        history,
        target,
        horizon,
        (group, column) -> LinearAutoregression.fit(group, column, horizon));
  }

  /// The three, in the order they are printed.
  public static List<Baseline> all(Series history, String target, int horizon) {
    return List.of(
        naive(history, target, horizon),
        seasonalNaive(history, target, horizon),
        linearAutoregression(history, target, horizon));
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
              + (first + ahead + 1)
              + " days of history, group "
              + group.name()
              + " has "
              + group.length());
    }
    double[] errors = new double[count];
    Arrays.setAll(
        errors, i -> group.value(column, first + i + ahead) - rule.at(group, first + i, ahead));
    Arrays.sort(errors);
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
    double[][][] values = new double[windows.size()][horizon][];
    for (int i = 0; i < windows.size(); i++) {
      Group group = windows.series().groups().get(windows.group(i));
      Fitted fitted = fitted(group, horizon);
      for (int ahead = 1; ahead <= horizon; ahead++) {
        if (windows.originIndex(i) < fitted.rule.firstOrigin(ahead)) {
          throw new IllegalArgumentException(
              name
                  + " cannot forecast "
                  + ahead
                  + " days ahead on "
                  + windows.origin(i)
                  + ": group "
                  + group.name()
                  + " begins only on "
                  + group.axis().first());
        }
        double point = fitted.rule.at(group, windows.originIndex(i), ahead);
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
              + " days ahead, the windows want "
              + horizon);
    }
    return fitted;
  }

  private record LastValue(int column) implements PointRule {
    @Override
    public int firstOrigin(int ahead) {
      return 0;
    }

    @Override
    public double at(Group group, int origin, int ahead) {
      return group.value(column, origin);
    }
  }

  private record YearBefore(int column) implements PointRule {
    @Override
    public int firstOrigin(int ahead) {
      return YEAR - ahead;
    }

    @Override
    public double at(Group group, int origin, int ahead) {
      return group.value(column, origin + ahead - YEAR);
    }
  }
}
