package dev.sluice.cli.reproduce;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.train.loop.TrainingReport;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What is told of each training.
///
/// @param parameters of the network
record TrainedLine(long seed, int parameters, TrainingReport report) {
  /// The columns of [#cells].
  static final String HEADS = heads(Times.TOLD);

  /// The columns of [#cells(Times)].
  static String heads(Times times) {
    return "seed  parameters  epochs  best" + times.told("  seconds");
  }

  String cells() {
    return cells(Times.TOLD);
  }

  String cells(Times times) {
    return String.format(
            Locale.ROOT,
            "%4d  %10d  %6d  %4d",
            seed,
            parameters,
            report.epochs().size(),
            report.bestEpoch())
        + times.told(String.format(Locale.ROOT, "  %7.0f", report.seconds()));
  }

  void put(JsonObject.Builder line) {
    line.put("seed", seed)
        .put("parameters", parameters)
        .put("epochs", report.epochs().size())
        .put("best_epoch", report.bestEpoch())
        .put("seconds", Math.round(report.seconds() * 10) / 10.0);
  }

  /// `30.12 (29.80 to 30.40)`
  static <R> String meanAndRange(List<R> results, ToDoubleFunction<R> value) {
    var all = results.stream().mapToDouble(value).summaryStatistics();
    return String.format(
        Locale.ROOT, "%.2f (%.2f to %.2f)", all.getAverage(), all.getMin(), all.getMax());
  }
}
