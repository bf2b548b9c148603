package dev.sluice.cli.reproduce;

import dev.sluice.tasks.forecast.SegRnn;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Results as plain text, columns aligned.
final class SegRnnTable {
  private SegRnnTable() {}

  /// Ours beside the paper's, a line for each set and horizon; means over seeds.
  static String of(List<SegRnnResult> results) {
    Map<SegRnn, List<SegRnnResult>> fields =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    result -> result.run().field(), LinkedHashMap::new, Collectors.toList()));
    var out = new StringBuilder();
    line(
        out,
        "Standardised errors of all 7 columns; test. Paper: Lin et al. 2023, arXiv 2308.11200.");
    line(out, "");
    line(
        out,
        "%-7s%8s  %6s  %14s  %6s  %7s  %6s  %6s  %8s  %8s  %10s  %7s",
        "set",
        "horizon",
        "MSE",
        "least to most",
        "paper",
        "differs",
        "MAE",
        "paper",
        "in 80 %",
        "recent",
        "validation",
        "seconds");
    fields.forEach((field, runs) -> line(out, "%s", row(field, runs)));
    line(out, "");
    line(out, "%s", verdict(fields));
    return out.toString().stripTrailing();
  }

  private static String row(SegRnn field, List<SegRnnResult> runs) {
    DoubleSummaryStatistics mse = over(runs, result -> result.test().mse());
    return String.format(
        Locale.ROOT,
        "%-7s%8d  %6.3f  %14s  %6.3f  %7s  %6.3f  %6.3f  %6.1f %%  %6.1f %%  %10.3f  %7.0f",
        field.set().label(),
        field.horizon(),
        mse.getAverage(),
        String.format(Locale.ROOT, "%.3f to %.3f", mse.getMin(), mse.getMax()),
        field.published().mse(),
        percent(mse.getAverage() / field.published().mse()),
        over(runs, result -> result.test().mae()).getAverage(),
        field.published().mae(),
        100 * over(runs, result -> result.test().coverage()).getAverage(),
        100 * over(runs, SegRnnResult::recent).getAverage(),
        over(runs, result -> result.validation().mse()).getAverage(),
        over(runs, result -> result.report().seconds()).getAverage());
  }

  /// The mean over the fields, and the field that is furthest above the paper.
  private static String verdict(Map<SegRnn, List<SegRnnResult>> fields) {
    double ours = 0;
    double paper = 0;
    double worst = Double.NEGATIVE_INFINITY;
    String where = "";
    for (var field : fields.entrySet()) {
      double mse = over(field.getValue(), result -> result.test().mse()).getAverage();
      double published = field.getKey().published().mse();
      ours += mse / fields.size();
      paper += published / fields.size();
      if (mse / published > worst) {
        worst = mse / published;
        where = field.getKey().toString();
      }
    }
    return String.format(
        Locale.ROOT,
        "Mean MSE %.3f, paper %.3f: %s. Furthest above it: %s, %s.",
        ours,
        paper,
        percent(ours / paper),
        where,
        percent(worst));
  }

  private static String percent(double ratio) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * (ratio - 1));
  }

  private static DoubleSummaryStatistics over(
      List<SegRnnResult> runs, ToDoubleFunction<SegRnnResult> value) {
    return runs.stream().mapToDouble(value).summaryStatistics();
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
