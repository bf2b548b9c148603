package dev.sluice.tasks.forecast;

import java.util.List;

/// What a forecast sees and what it must say: C days of context, then H days of targets.
///
/// ```java
/// Window.of(28, 7).target("temp_max").inputs("temp_max", "temp_min").groups(GroupCoding.ONE_HOT)
/// ```
///
/// @param context C, days that are seen, the origin (the last of them) included
/// @param horizon H, days ahead that are forecast: 1 … H
/// @param targets D columns to forecast
/// @param inputs columns that are seen; empty means every column of the series
/// @param calendar yearly harmonics of the seen days and of the target days
/// @param groups whether the group is an input
/// @param scaling how the columns are standardised
public record Window(
    int context,
    int horizon,
    List<String> targets,
    List<String> inputs,
    YearlyHarmonics calendar,
    GroupCoding groups,
    Scaling scaling) {
  /// @throws IllegalArgumentException if context or horizon is below 1
  public Window {
    if (context < 1 || horizon < 1) {
      throw new IllegalArgumentException(
          "a window has a context and a horizon of at least 1 day, not "
              + context
              + " and "
              + horizon);
    }
    targets = List.copyOf(targets);
    inputs = List.copyOf(inputs);
  }

  /// Context and horizon in days, every column as input, two harmonics, groups unknown, pooled
  /// scaling.
  public static Window of(int context, int horizon) {
    return new Window(
        context,
        horizon,
        List.of(),
        List.of(),
        new YearlyHarmonics(2),
        GroupCoding.NONE,
        Scaling.POOLED);
  }

  /// The same with these columns to forecast.
  public Window target(String... columns) {
    return new Window(context, horizon, List.of(columns), inputs, calendar, groups, scaling);
  }

  /// The same with these columns as inputs.
  public Window inputs(String... columns) {
    return new Window(context, horizon, targets, List.of(columns), calendar, groups, scaling);
  }

  /// The same with this many yearly harmonics.
  public Window harmonics(int count) {
    return new Window(
        context, horizon, targets, inputs, new YearlyHarmonics(count), groups, scaling);
  }

  /// The same with groups coded so.
  public Window groups(GroupCoding coding) {
    return new Window(context, horizon, targets, inputs, calendar, coding, scaling);
  }

  /// The same with columns scaled so.
  public Window scaling(Scaling shared) {
    return new Window(context, horizon, targets, inputs, calendar, groups, shared);
  }

  /// The same with every column named: inputs that were left open are those of the series.
  Window resolved(Series series) {
    if (targets.isEmpty()) {
      throw new IllegalArgumentException(
          "the window has no target; name one of " + series.columns() + " with Window.target(…)");
    }
    targets.forEach(series::column);
    inputs.forEach(series::column);
    return inputs.isEmpty()
        ? new Window(context, horizon, targets, series.columns(), calendar, groups, scaling)
        : this;
  }
}
