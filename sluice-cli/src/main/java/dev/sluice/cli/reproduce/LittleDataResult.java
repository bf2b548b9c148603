package dev.sluice.cli.reproduce;

import dev.sluice.cli.report.LineChart;
import dev.sluice.cli.report.LineChart.Line;
import dev.sluice.cli.report.LineChart.Point;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.classify.LittleData;
import dev.sluice.tasks.classify.LittleData.Variant;
import dev.sluice.train.loop.TrainingReport;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a training on some of the samples came to.
///
/// @param train the share of the samples trained on that are given their class
/// @param validation the same of samples that were at most chosen with
/// @param test the same of others
record LittleDataResult(
    Variant variant,
    int examples,
    long seed,
    TrainingReport report,
    double train,
    double validation,
    double test) {
  String json() {
    return JsonWriter.compact(
        JsonObject.builder()
            .put("data", "SST-2")
            .put("examples", examples)
            .put("variant", name(variant))
            .put("seed", seed)
            .put("epochs", report.epochs().size())
            .put("best_epoch", report.bestEpoch())
            .put("steps", report.steps())
            .put("train_accuracy", train)
            .put("validation_accuracy", validation)
            .put("test_accuracy", test)
            .put("seconds", Math.round(report.seconds() * 10) / 10.0)
            .build());
  }

  /// A row for each number of samples and variant: means, and the range where there are seeds.
  static String table(List<LittleDataResult> results) {
    StringBuilder out =
        new StringBuilder(
            "SST-2 from scratch; % of sentences given their class, mean of seeds.\n\n");
    out.append(
        "examples  variant      epochs   train  validation   test  (least to most)  seconds\n");
    results.stream()
        .collect(
            Collectors.groupingBy(
                LittleDataResult::examples,
                TreeMap::new,
                Collectors.groupingBy(
                    LittleDataResult::variant, TreeMap::new, Collectors.toList())))
        .forEach((examples, rows) ->
            rows.forEach((variant, row) -> out.append(line(variant, examples, row))));
    return out.toString().stripTrailing();
  }

  private static String line(Variant variant, int examples, List<LittleDataResult> row) {
    DoubleSummaryStatistics test = percent(row, LittleDataResult::test);
    return String.format(
        Locale.ROOT,
        "%8d  %-11s  %6d  %6.2f      %6.2f %6.2f  (%.2f to %.2f)  %7.0f%n",
        examples,
        name(variant),
        row.getFirst().report.epochs().size(),
        percent(row, LittleDataResult::train).getAverage(),
        percent(row, LittleDataResult::validation).getAverage(),
        test.getAverage(),
        test.getMin(),
        test.getMax(),
        row.stream().mapToDouble(each -> each.report.seconds()).average().orElseThrow());
  }

  /// Test accuracy over the number of samples, a line for each variant.
  static LineChart chart(List<LittleDataResult> results) {
    List<Line> lines =
        Stream.of(Variant.values())
            .map(variant -> new Line(name(variant), points(results, variant)))
            .filter(line -> !line.points().isEmpty())
            .toList();
    return new LineChart(
        "SST-2: what few sentences teach", "sentences to train on", "test accuracy, %", lines);
  }

  private static List<Point> points(List<LittleDataResult> results, Variant variant) {
    return results.stream()
        .filter(each -> each.variant == variant)
        .collect(
            Collectors.groupingBy(LittleDataResult::examples, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(row -> {
          DoubleSummaryStatistics test = percent(row.getValue(), LittleDataResult::test);
          return new Point(row.getKey(), test.getAverage(), test.getMin(), test.getMax());
        })
        .toList();
  }

  private static DoubleSummaryStatistics percent(
      List<LittleDataResult> row, ToDoubleFunction<LittleDataResult> share) {
    return row.stream().mapToDouble(each -> 100 * share.applyAsDouble(each)).summaryStatistics();
  }

  static String name(LittleData what) {
    return what.examples() + " " + name(what.variant());
  }

  private static String name(Variant variant) {
    return variant.name().toLowerCase(Locale.ROOT);
  }
}
