package dev.sluice.cli.report;

import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.forecast.Baseline;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.forecast.ForecastSpec;
import dev.sluice.tasks.forecast.Forecaster;
import dev.sluice.tasks.forecast.Forecasts;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.Window;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.train.loop.EpochLoss;
import dev.sluice.train.loop.Outcome;
import dev.sluice.train.loop.TrainingReport;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// A page's data from a network that has learnt nothing, which is quick.
final class Samples {
  static final Window WINDOW = Window.of(30, 5).target("temp_max").inputs("temp_max", "wind");

  static final TrainingReport TRAINING =
      new TrainingReport(
          Outcome.EARLY_STOPPED,
          List.of(
              new EpochLoss(1, 0.9, OptionalDouble.of(0.8)),
              new EpochLoss(2, 0.5, OptionalDouble.of(0.4)),
              new EpochLoss(3, 0.3, OptionalDouble.of(0.6))),
          2,
          300,
          12.5);

  private Samples() {}

  static WindowSplit split() {
    return Series.bundledWeather()
        .windows(WINDOW)
        .splitByTime(LocalDate.of(2014, 3, 7), LocalDate.of(2015, 3, 7));
  }

  static ForecastModel gru(WindowSplit split) {
    return model(split, GruSpec.of(split.features(), 4));
  }

  static ForecastModel model(WindowSplit split, RecurrentSpec<?> cell) {
    return Forecaster.create(ForecastSpec.of(split.encoder(), cell), Seed.of(5)).freeze();
  }

  /// Baselines, then the model.
  static List<Forecasts> methods(WindowSplit split, ForecastModel model) {
    List<Forecasts> methods = new ArrayList<>();
    for (Baseline baseline :
        Baseline.all(split.rowsBeforeTest(), "temp_max", WINDOW.horizon(), 365)) {
      methods.add(baseline.forecast(split.test()));
    }
    methods.add(model.forecast(split.test()));
    return methods;
  }

  static ForecastReport report() {
    WindowSplit split = split();
    ForecastModel model = gru(split);
    return ForecastReport.of(model, methods(split, model)).unit("°C").training(TRAINING);
  }
}
