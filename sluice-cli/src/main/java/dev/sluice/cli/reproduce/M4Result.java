package dev.sluice.cli.reproduce;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.forecast.M4Score;
import dev.sluice.train.loop.TrainingReport;
import java.util.Optional;

/// What a method came to.
///
/// @param trained empty for a baseline
record M4Result(String method, M4Score test, Optional<Trained> trained) {
  /// A training.
  ///
  /// @param values how many numbers the network has
  record Trained(long seed, int values, TrainingReport report, M4Score validation) {}

  String json() {
    JsonObject.Builder json = JsonObject.builder().put("method", method);
    trained.ifPresent(run ->
        json.put("seed", run.seed)
            .put("values", run.values)
            .put("epochs", run.report.epochs().size())
            .put("best_epoch", run.report.bestEpoch())
            .put("seconds", Math.round(run.report.seconds() * 10) / 10.0)
            .put("validation_smape", run.validation.smape())
            .put("validation_mase", run.validation.mase()));
    return JsonWriter.compact(
        json.put("smape", test.smape())
            .put("mase", test.mase())
            .put("coverage", test.coverage())
            .put("series", test.windows())
            .build());
  }
}
