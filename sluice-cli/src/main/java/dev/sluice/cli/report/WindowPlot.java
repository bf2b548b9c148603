package dev.sluice.cli.report;

import java.util.List;

/// One forecast with what came before and after it.
///
/// @param group whose it is, "" if there is only one
/// @param origin when it was issued
/// @param times of history and horizon, `[C+H]`
/// @param values of the target at these times, in its unit, `[C+H]`; `NaN` where missing
/// @param parts what the methods say: first the model's lower end, point and upper end, then the
///   point of each baseline in the order of [ReportData#methods], each `[H]`
/// @param error mean absolute error of the model's points
public record WindowPlot(
    String group,
    String origin,
    List<String> times,
    List<Double> values,
    List<List<Double>> parts,
    double error) {
  /// @throws IllegalArgumentException if the lengths do not fit together
  public WindowPlot {
    times = List.copyOf(times);
    values = List.copyOf(values);
    parts = parts.stream().map(List::copyOf).toList();
    int horizon = parts.isEmpty() ? 0 : parts.getFirst().size();
    if (times.size() != values.size()
        || horizon > times.size()
        || parts.stream().anyMatch(part -> part.size() != horizon)) {
      throw new IllegalArgumentException(
          "the forecast of %s on %s has %d times, %d values and parts of %s steps; times and values are as many, parts equally long and no longer"
              .formatted(
                  group,
                  origin,
                  times.size(),
                  values.size(),
                  parts.stream().map(List::size).toList()));
    }
  }
}
