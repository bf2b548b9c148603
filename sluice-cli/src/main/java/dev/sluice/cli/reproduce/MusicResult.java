package dev.sluice.cli.reproduce;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.music.MusicScore;
import dev.sluice.train.loop.TrainingReport;
import org.jspecify.annotations.Nullable;

/// What a training came to.
///
/// @param parameters how many numbers the network has
/// @param validation the lowest validation loss, mean over all steps
/// @param test null where it was not looked at
record MusicResult(
    MusicRun run,
    int parameters,
    double validation,
    TrainingReport report,
    @Nullable MusicScore test) {
  String json() {
    JsonObject.Builder line =
        JsonObject.builder()
            .put("set", run.field().corpus().label())
            .put("cell", run.field().cell().label())
            .put("seed", run.seed())
            .put("parameters", parameters)
            .put("rate", run.training().rate())
            .put("epochs", report.epochs().size())
            .put("best_epoch", report.bestEpoch())
            .put("seconds", Math.round(report.seconds() * 10) / 10.0)
            .put("validation", validation);
    if (test != null) {
      line.put("test_per_step", test.perStep())
          .put("test_per_sequence", test.perSequence())
          .put("paper", run.field().published());
    }
    return JsonWriter.compact(line.build());
  }
}
