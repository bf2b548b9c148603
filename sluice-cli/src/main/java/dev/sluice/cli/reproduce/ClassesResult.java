package dev.sluice.cli.reproduce;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.classify.ClassScore;
import dev.sluice.train.loop.TrainingReport;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What a training on classes came to.
record ClassesResult(
    String set,
    long seed,
    int parameters,
    TrainingReport report,
    ClassScore validation,
    ClassScore test) {
  String json() {
    return JsonWriter.compact(
        JsonObject.builder()
            .put("data", set)
            .put("seed", seed)
            .put("parameters", parameters)
            .put("epochs", report.epochs().size())
            .put("best_epoch", report.bestEpoch())
            .put("seconds", Math.round(report.seconds() * 10) / 10.0)
            .put("validation_accuracy", validation.accuracy())
            .put("test_accuracy", test.accuracy())
            .put("test_macro_f1", test.macroF1())
            .put("test_calibration_error", test.calibrationError())
            .build());
  }

  static String table(List<ClassesResult> results) {
    StringBuilder out = new StringBuilder("From scratch; % of samples given their class.\n\n");
    out.append(
        "set             seed  parameters  validation   test  macro F1  calibration error  seconds\n");
    for (ClassesResult each : results) {
      out.append(
          String.format(
              Locale.ROOT,
              "%-14s  %4d  %10d      %6.2f %6.2f    %6.2f              %5.1f  %7.0f%n",
              each.set,
              each.seed,
              each.parameters,
              100 * each.validation.accuracy(),
              100 * each.test.accuracy(),
              100 * each.test.macroF1(),
              100 * each.test.calibrationError(),
              each.report.seconds()));
    }
    Map<String, DoubleSummaryStatistics> bySet =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    ClassesResult::set,
                    LinkedHashMap::new,
                    Collectors.summarizingDouble(each -> 100 * each.test.accuracy())));
    bySet.forEach((set, test) ->
        out.append(
            String.format(
                Locale.ROOT,
                "%n%s: test %.2f (%.2f to %.2f)",
                set,
                test.getAverage(),
                test.getMin(),
                test.getMax())));
    return out.toString();
  }
}
