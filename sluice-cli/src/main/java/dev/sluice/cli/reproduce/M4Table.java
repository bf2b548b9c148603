package dev.sluice.cli.reproduce;

import dev.sluice.tasks.forecast.M4Score;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Results as plain text, columns aligned.
final class M4Table {
  private static final String YARDSTICK = "seasonal-naive";

  private M4Table() {}

  /// The baselines, then the network: means over its seeds, if there are any.
  static String of(List<M4Result> results) {
    List<M4Result> ours = results.stream().filter(result -> result.trained().isPresent()).toList();
    var out = new StringBuilder();
    M4Score any = results.getFirst().test();
    line(
        out,
        "M4 hourly: %d series, 48 hours ahead; test. One network for all of them.",
        any.windows());
    line(out, "");
    line(
        out,
        "%-16s%7s  %14s  %6s  %14s  %8s  %16s  %7s",
        "method",
        "sMAPE",
        "least to most",
        "MASE",
        "least to most",
        "in 80 %",
        "validation",
        "seconds");
    results.stream()
        .filter(result -> result.trained().isEmpty())
        .forEach(result -> line(out, "%s", row(result.method(), result.test())));
    if (!ours.isEmpty()) {
      line(out, "%s", row(ours));
      line(out, "");
      line(out, "%s", verdict(results, ours));
    }
    return out.toString().stripTrailing();
  }

  private static String row(String method, M4Score score) {
    return String.format(
        Locale.ROOT,
        "%-16s%7.3f  %14s  %6.3f  %14s  %6.1f %%",
        method,
        score.smape(),
        "",
        score.mase(),
        "",
        100 * score.coverage());
  }

  private static String row(List<M4Result> ours) {
    int seeds = ours.size();
    DoubleSummaryStatistics smape = over(ours, result -> result.test().smape());
    DoubleSummaryStatistics mase = over(ours, result -> result.test().mase());
    return String.format(
        Locale.ROOT,
        "%-16s%7.3f  %14s  %6.3f  %14s  %6.1f %%  %7.3f, %7.3f  %7.0f",
        "%s, %d %s".formatted(ours.getFirst().method(), seeds, seeds == 1 ? "seed" : "seeds"),
        smape.getAverage(),
        range(smape),
        mase.getAverage(),
        range(mase),
        100 * over(ours, result -> result.test().coverage()).getAverage(),
        over(ours, result -> trained(result).validation().smape()).getAverage(),
        over(ours, result -> trained(result).validation().mase()).getAverage(),
        over(ours, result -> trained(result).report().seconds()).getAverage());
  }

  private static String verdict(List<M4Result> results, List<M4Result> ours) {
    M4Score naive =
        results.stream()
            .filter(result -> result.method().equals(YARDSTICK))
            .findFirst()
            .orElseThrow()
            .test();
    return String.format(
        Locale.ROOT,
        "Beside %s: sMAPE %+.1f %%, MASE %+.1f %%.",
        YARDSTICK,
        100 * (over(ours, result -> result.test().smape()).getAverage() / naive.smape() - 1),
        100 * (over(ours, result -> result.test().mase()).getAverage() / naive.mase() - 1));
  }

  private static String range(DoubleSummaryStatistics statistics) {
    return String.format(Locale.ROOT, "%.3f to %.3f", statistics.getMin(), statistics.getMax());
  }

  private static M4Result.Trained trained(M4Result result) {
    return result.trained().orElseThrow();
  }

  private static DoubleSummaryStatistics over(
      List<M4Result> runs, ToDoubleFunction<M4Result> value) {
    return runs.stream().mapToDouble(value).summaryStatistics();
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
