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
import java.util.function.Supplier;

/// The page of `--report`: the first target, beside baselines with intervals.
final class ForecastPage {
  private final Windows windows;
  private final List<Forecasts> methods = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  private ForecastPage(Windows windows) {
    this.windows = windows;
  }

  /// The page about a model in some windows; it says which baselines are left out, and why.
  ///
  /// @param history the rows that baselines may be fitted to
  /// @param season steps of a season, empty for that of the step
  static ForecastReport of(
      ForecastModel model, Windows windows, Series history, OptionalInt season) {
    String target = model.window().targets().getFirst();
    int horizon = model.window().horizon();
    OptionalInt steps = season.isPresent() ? season : history.step().season();
    ForecastPage page = new ForecastPage(windows);
    page.add(() -> Baseline.naive(history, target, horizon));
    steps.ifPresent(n -> page.add(() -> Baseline.seasonalNaive(history, target, horizon, n)));
    page.add(() -> Baseline.drift(history, target, horizon));
    page.methods.add(model.forecast(windows, target));
    ForecastReport report = ForecastReport.of(model, page.methods);
    return page.leftOut.isEmpty()
        ? report
        : report.fact("Left out", String.join("; ", page.leftOut));
  }

  /// Adds a baseline, unless history or windows lack what it needs: a training that is done must
  /// not fail by what it is compared with.
  private void add(Supplier<Baseline> fit) {
    try {
      methods.add(fit.get().forecast(windows));
    } catch (IllegalArgumentException e) {
      leftOut.add(String.valueOf(e.getMessage()));
    }
  }
}
