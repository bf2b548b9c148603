package dev.sluice.cli.reproduce;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.tag.TagScore;
import dev.sluice.train.loop.TrainingReport;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;

/// What a training on parts of speech came to.
///
/// @param speed words tagged in a second
record UdEnglishResult(
    long seed, int parameters, TrainingReport report, TagScore dev, TagScore test, double speed) {
  String json() {
    return JsonWriter.compact(
        JsonObject.builder()
            .put("data", "ud english ewt")
            .put("seed", seed)
            .put("parameters", parameters)
            .put("epochs", report.epochs().size())
            .put("best_epoch", report.bestEpoch())
            .put("seconds", Math.round(report.seconds() * 10) / 10.0)
            .put("dev_accuracy", dev.accuracy())
            .put("test_accuracy", test.accuracy())
            .put("test_unknown_accuracy", test.unknownAccuracy())
            .put("words_per_second", Math.round(speed))
            .build());
  }

  static String table(List<UdEnglishResult> results) {
    DoubleSummaryStatistics test =
        results.stream().mapToDouble(each -> 100 * each.test.accuracy()).summaryStatistics();
    StringBuilder out =
        new StringBuilder("UD English EWT, universal parts of speech, % of words.\n\n");
    out.append("seed  parameters    dev   test  unknown words  seconds  words/s\n");
    for (UdEnglishResult each : results) {
      out.append(
          String.format(
              Locale.ROOT,
              "%4d  %10d  %5.2f  %5.2f          %5.2f  %7.0f  %7.0f%n",
              each.seed,
              each.parameters,
              100 * each.dev.accuracy(),
              100 * each.test.accuracy(),
              100 * each.test.unknownAccuracy(),
              each.report.seconds(),
              each.speed));
    }
    out.append(
        String.format(
            Locale.ROOT,
            "%nTest %.2f (%.2f to %.2f).",
            test.getAverage(),
            test.getMin(),
            test.getMax()));
    return out.toString();
  }
}
