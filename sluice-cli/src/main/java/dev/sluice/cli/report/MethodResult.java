package dev.sluice.cli.report;

import dev.sluice.tasks.forecast.ForecastMetrics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How good one method is.
///
/// @param name to print
/// @param role whose forecasts they are
/// @param steps of each step ahead, `[H]`; [ForecastMetrics] over all of them is `all`
/// @param groups of each group, over all steps, in the order they are shown
/// @param quantiles what was promised and what was seen; empty if it says no quantiles
public record MethodResult(
    String name,
    Role role,
    ForecastMetrics all,
    List<ForecastMetrics> steps,
    Map<String, ForecastMetrics> groups,
    List<Quantile> quantiles) {
  /// Whose forecasts they are.
  public enum Role {
    /// The model's, which the page is about.
    MODEL,
    /// Those of a method to compare it with.
    BASELINE
  }

  /// A quantile of the forecasts.
  ///
  /// @param nominal the share of outcomes that should lie at or below it, 0 … 1
  /// @param observed the share that does
  public record Quantile(double nominal, double observed) {}

  /// Copies lists and map, whose order it keeps.
  public MethodResult {
    steps = List.copyOf(steps);
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    quantiles = List.copyOf(quantiles);
  }
}
