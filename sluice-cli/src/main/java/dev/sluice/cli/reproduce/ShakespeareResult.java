package dev.sluice.cli.reproduce;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.language.LanguageScore;
import dev.sluice.tasks.language.TinyShakespeare;
import dev.sluice.train.loop.TrainingReport;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;

/// What a training on Shakespeare came to.
record ShakespeareResult(
    long seed,
    int parameters,
    TrainingReport report,
    LanguageScore validation,
    LanguageScore test) {
  String json() {
    return JsonWriter.compact(
        JsonObject.builder()
            .put("data", "tiny shakespeare")
            .put("seed", seed)
            .put("parameters", parameters)
            .put("epochs", report.epochs().size())
            .put("best_epoch", report.bestEpoch())
            .put("seconds", Math.round(report.seconds() * 10) / 10.0)
            .put("validation_nats", validation.nats())
            .put("test_nats", test.nats())
            .put("test_bits_per_character", test.bits())
            .put("paper_test_nats", TinyShakespeare.PUBLISHED)
            .build());
  }

  static String table(List<ShakespeareResult> results) {
    DoubleSummaryStatistics test =
        results.stream().mapToDouble(each -> each.test.nats()).summaryStatistics();
    StringBuilder out =
        new StringBuilder("Tiny Shakespeare, characters, nats each, from one fresh state.\n\n");
    out.append("seed  parameters  validation    test  bits  seconds\n");
    for (ShakespeareResult each : results) {
      out.append(
          String.format(
              Locale.ROOT,
              "%4d  %10d  %10.4f  %6.4f  %4.2f  %7.0f%n",
              each.seed,
              each.parameters,
              each.validation.nats(),
              each.test.nats(),
              each.test.bits(),
              each.report.seconds()));
    }
    out.append(
        String.format(
            Locale.ROOT,
            "%nTest %.3f (%.3f to %.3f); published: minGRU 1.548, Transformer 1.547 (arXiv 2410.01201).",
            test.getAverage(),
            test.getMin(),
            test.getMax()));
    return out.toString();
  }
}
