package dev.sluice.tasks.series;

import java.util.List;

/// What a forecast sees and what it must say: C steps of context, then H steps of targets.
///
/// ```java
/// Window.of(28, 7).target("temp_max").inputs("temp_max", "temp_min").groups(GroupCoding.ONE_HOT)
/// ```
///
/// @param context C, steps that are seen, the origin (the last of them) included
/// @param horizon H, steps ahead that are forecast: 1 … H
/// @param targets D columns to forecast
/// @param inputs columns that are seen; empty means every column of the series
/// @param known V columns whose values at the target steps are known in advance (a holiday, a
///   weather forecast); name them among the inputs too if their past is to be seen
/// @param calendar what is said of the time of the seen and of the target steps
/// @param groups whether the group is an input
/// @param scaling which rows share a scale
/// @param logs columns whose logarithm is taken before they are standardised
public record Window(
    int context,
    int horizon,
    List<String> targets,
    List<String> inputs,
    List<String> known,
    Calendar calendar,
    GroupCoding groups,
    Scaling scaling,
    List<String> logs) {
  /// @throws IllegalArgumentException if context or horizon is below 1, a name is given twice, or a
  ///   target is said to be known
  public Window {
    if (context < 1 || horizon < 1) {
      throw new IllegalArgumentException(
          "a window has a context and a horizon of at least 1 step, not "
              + context
              + " and "
              + horizon);
    }
    targets = distinct(targets);
    inputs = distinct(inputs);
    known = distinct(known);
    logs = distinct(logs);
    for (String column : known) {
      if (targets.contains(column)) {
        throw new IllegalArgumentException(
            column + " is a target, so its future is not known; take it out of known(…)");
      }
    }
  }

  private static List<String> distinct(List<String> names) {
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException("a column is named twice in " + names);
    }
    return List.copyOf(names);
  }

  /// Context and horizon in steps, every column as input, the calendar that suits the series,
  /// groups unknown, pooled scaling, no logarithms.
  public static Window of(int context, int horizon) {
    return new Window(
        context,
        horizon,
        List.of(),
        List.of(),
        List.of(),
        Calendar.SUITED,
        GroupCoding.NONE,
        Scaling.POOLED,
        List.of());
  }

  /// The same with these columns to forecast.
  public Window target(String... columns) {
    return new Window(
        context, horizon, List.of(columns), inputs, known, calendar, groups, scaling, logs);
  }

  /// The same with these columns as inputs.
  public Window inputs(String... columns) {
    return new Window(
        context, horizon, targets, List.of(columns), known, calendar, groups, scaling, logs);
  }

  /// The same with these columns known in advance.
  public Window known(String... columns) {
    return new Window(
        context, horizon, targets, inputs, List.of(columns), calendar, groups, scaling, logs);
  }

  /// The same with this calendar.
  public Window calendar(Calendar value) {
    return new Window(context, horizon, targets, inputs, known, value, groups, scaling, logs);
  }

  /// The same with groups coded so.
  public Window groups(GroupCoding coding) {
    return new Window(context, horizon, targets, inputs, known, calendar, coding, scaling, logs);
  }

  /// The same with columns scaled so.
  public Window scaling(Scaling shared) {
    return new Window(context, horizon, targets, inputs, known, calendar, groups, shared, logs);
  }

  /// The same with the logarithms of these columns in their place; answers are in the file's unit
  /// all the same.
  public Window logs(String... columns) {
    return new Window(
        context, horizon, targets, inputs, known, calendar, groups, scaling, List.of(columns));
  }

  /// What becomes of a column's values before they are standardised.
  public Transform transform(String column) {
    return logs.contains(column) ? Transform.LOG : Transform.NONE;
  }

  /// "28 days and 7 days ahead"
  String lengths(TimeStep step) {
    return step.times(context) + " and " + step.times(horizon) + " ahead";
  }

  /// The same with nothing left open: inputs are those of the series, the calendar suits it.
  Window resolved(Series series) {
    if (targets.isEmpty()) {
      throw new IllegalArgumentException(
          "the window has no target; name one of " + series.columns() + " with Window.target(…)");
    }
    targets.forEach(series::column);
    inputs.forEach(series::column);
    known.forEach(series::column);
    logs.forEach(series::column);
    Window seen = inputs.isEmpty() ? inputs(series.columns().toArray(String[]::new)) : this;
    return calendar.isOpen()
        ? seen.calendar(Calendar.suited(series.step(), series.longest()))
        : seen;
  }
}
