package dev.sluice.cli.forecast;

import dev.sluice.cli.report.ForecastReport;
import dev.sluice.tasks.forecast.Baseline;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.forecast.Forecasts;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// The page of `--report`: the first target, beside baselines with intervals.
final class ForecastPage {
  private ForecastPage() {}

  /// The page about a model in some windows.
  ///
  /// @param history the rows that baselines may be fitted to
  /// @param season steps of a season, empty for that of the step
  static ForecastReport of(
      ForecastModel model, Windows windows, Series history, OptionalInt season) {
    String target = model.window().targets().getFirst();
    int horizon = model.window().horizon();
    OptionalInt steps = season.isPresent() ? season : history.step().season();
    List<Forecasts> methods = new ArrayList<>();
    methods.add(Baseline.naive(history, target, horizon).forecast(windows));
    if (steps.isPresent()) {
      methods.add(
          Baseline.seasonalNaive(history, target, horizon, steps.getAsInt()).forecast(windows));
    }
    methods.add(Baseline.drift(history, target, horizon).forecast(windows));
    methods.add(model.forecast(windows, target));
    return ForecastReport.of(model, methods);
  }
}
