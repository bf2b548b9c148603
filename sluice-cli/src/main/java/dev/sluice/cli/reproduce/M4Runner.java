package dev.sluice.cli.reproduce;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.forecast.Forecaster;
import dev.sluice.tasks.forecast.M4Hourly;
import dev.sluice.tasks.forecast.M4Score;
import dev.sluice.tasks.forecast.SegmentTraining;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import dev.sluice.train.loop.Listener;
import dev.sluice.train.loop.StopSignal;
import dev.sluice.train.loop.TrainingReport;
import java.util.List;
import java.util.Optional;

/// Trains, calibrates and measures.
record M4Runner(WindowSplit split, Workspace workspace, StopSignal stop) {
  /// What the methods without a network come to.
  static List<M4Result> baselines(WindowSplit split) {
    return M4Hourly.baselines(split).stream()
        .map(baseline -> {
          M4Score test = M4Score.of(baseline.forecast(split.test()), M4Hourly.SEASON);
          return new M4Result(baseline.name(), test, Optional.empty());
        })
        .toList();
  }

  /// Trains, and measures once on the test; empty if it was stopped.
  Optional<M4Result> test(Long number, Listener listener) {
    SegmentTraining training = M4Hourly.training();
    Windows validation = M4Hourly.validation(split);
    Seed seed = Seed.of(number);
    Forecaster network = M4Hourly.forecaster(M4Hourly.encoder(split.trainingRows()), seed);
    TrainingReport report =
        training
            .trainer(network, seed.named("training"))
            .workspace(workspace)
            .stop(stop)
            .listener(listener)
            .fit(training.data(network, split.train()), network.data(validation));
    if (stop.isRequested()) {
      return Optional.empty();
    }
    ForecastModel model = network.freeze().calibrated(validation, workspace);
    var trained = new M4Result.Trained(number, model.size(), report, score(model, validation));
    return Optional.of(new M4Result("GRU", score(model, split.test()), Optional.of(trained)));
  }

  private static M4Score score(ForecastModel model, Windows windows) {
    return M4Score.of(model.forecast(windows), M4Hourly.SEASON);
  }
}
