package dev.sluice.cli.reproduce;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.forecast.Forecaster;
import dev.sluice.tasks.forecast.Intervals;
import dev.sluice.tasks.forecast.SegRnn;
import dev.sluice.tasks.forecast.SegmentTraining;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.train.loop.Listener;
import dev.sluice.train.loop.StopSignal;
import dev.sluice.train.loop.TrainingReport;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Trains, calibrates and measures.
///
/// @param series of every set that runs ask for
record SegRnnRunner(Map<SegRnn.Set, Series> series, Workspace workspace, StopSignal stop) {
  /// Trains, and measures once on the test; empty if it was stopped.
  Optional<SegRnnResult> test(SegRnnRun run, Listener listener) {
    SegRnn field = run.field();
    WindowSplit split = field.split(Objects.requireNonNull(series.get(field.set())));
    SegmentTraining training = field.training();
    Seed seed = Seed.of(run.seed());
    Forecaster network = field.forecaster(split.encoder(), seed);
    TrainingReport report =
        training
            .trainer(network, seed.named("training"))
            .workspace(workspace)
            .stop(stop)
            .listener(listener)
            .fit(
                training.data(network, split.train()),
                training.validation(network, split.validation()));
    if (stop.isRequested()) {
      return Optional.empty();
    }
    ForecastModel model = network.freeze().calibrated(split.validation(), workspace);
    return Optional.of(
        new SegRnnResult(
            run,
            model.size(),
            report,
            model.score(split.validation(), workspace),
            model.score(split.test(), workspace),
            model.score(split.test(), workspace, Intervals.RECENT).coverage()));
  }
}
