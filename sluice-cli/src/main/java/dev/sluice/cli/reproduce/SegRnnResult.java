package dev.sluice.cli.reproduce;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.forecast.ForecastScore;
import dev.sluice.train.loop.TrainingReport;

/// What a training came to.
///
/// @param values how many numbers the network has
/// @param recent the share of outcomes inside intervals that follow the past, see
///   [Intervals#RECENT]
record SegRnnResult(
    SegRnnRun run,
    int values,
    TrainingReport report,
    ForecastScore validation,
    ForecastScore test,
    double recent) {
  String json() {
    return JsonWriter.compact(
        JsonObject.builder()
            .put("set", run.field().set().label())
            .put("horizon", run.field().horizon())
            .put("seed", run.seed())
            .put("values", values)
            .put("epochs", report.epochs().size())
            .put("best_epoch", report.bestEpoch())
            .put("seconds", Math.round(report.seconds() * 10) / 10.0)
            .put("validation_mse", validation.mse())
            .put("validation_mae", validation.mae())
            .put("mse", test.mse())
            .put("mae", test.mae())
            .put("coverage", test.coverage())
            .put("coverage_recent", recent)
            .put("windows", test.windows())
            .put("paper_mse", run.field().published().mse())
            .put("paper_mae", run.field().published().mae())
            .build());
  }
}
