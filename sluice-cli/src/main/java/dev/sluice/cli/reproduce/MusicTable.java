package dev.sluice.cli.reproduce;

import dev.sluice.tasks.music.Chung2014;
import dev.sluice.tasks.music.Chung2014.Cell;
import dev.sluice.tasks.music.MusicScore;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Results as plain text, columns aligned.
final class MusicTable {
  private MusicTable() {}

  /// Ours beside the paper's, a line for each cell on each set; means over seeds.
  static String of(List<MusicResult> results) {
    var out = new StringBuilder();
    line(
        out,
        "Test, in nats a step, the 88 keys summed. Paper: Chung et al. 2014, arXiv 1412.3555;");
    line(out, "its figures as remembered, but for GRU on JSB_Chorales, which was found confirmed.");
    line(out, "");
    line(
        out,
        "%-13s%-6s%6s  %9s  %16s  %9s  %7s  %10s  %7s",
        "set",
        "cell",
        "values",
        "all steps",
        "least to most",
        "per piece",
        "paper",
        "validation",
        "seconds");
    byField(results).forEach((field, runs) -> line(out, row(field, runs)));
    String verdict = verdict(results);
    return verdict.isEmpty() ? out.toString().stripTrailing() : out + "\n" + verdict;
  }

  private static String row(Chung2014 field, List<MusicResult> runs) {
    DoubleSummaryStatistics test = over(runs, run -> score(run).perStep());
    return String.format(
        Locale.ROOT,
        "%-13s%-6s%6d  %9.2f  %16s  %9.2f  %7.2f  %10.3f  %7.0f",
        field.corpus().label(),
        field.cell().label(),
        runs.getFirst().parameters(),
        test.getAverage(),
        String.format(Locale.ROOT, "%.2f to %.2f", test.getMin(), test.getMax()),
        over(runs, run -> score(run).perSequence()).getAverage(),
        field.published(),
        over(runs, MusicResult::validation).getAverage(),
        over(runs, run -> run.report().seconds()).getAverage());
  }

  /// On how many sets a gated cell is better than tanh, where all three were run.
  private static String verdict(List<MusicResult> results) {
    Map<Chung2014, List<MusicResult>> fields = byField(results);
    int sets = 0;
    int better = 0;
    for (Chung2014.Corpus corpus : Chung2014.Corpus.values()) {
      double[] loss = new double[Cell.values().length];
      for (Cell cell : Cell.values()) {
        List<MusicResult> runs = fields.getOrDefault(new Chung2014(corpus, cell), List.of());
        loss[cell.ordinal()] =
            runs.isEmpty() ? Double.NaN : over(runs, run -> score(run).perStep()).getAverage();
      }
      double gated = Math.min(loss[Cell.GRU.ordinal()], loss[Cell.LSTM.ordinal()]);
      double tanh = loss[Cell.TANH.ordinal()];
      sets += Double.isNaN(gated + tanh) ? 0 : 1;
      better += gated < tanh ? 1 : 0;
    }
    return sets == 0
        ? ""
        : "GRU or LSTM is better than tanh on %d of %d sets.".formatted(better, sets);
  }

  /// The candidates of a search, the best first in each field.
  static String ofSearch(List<MusicResult> results) {
    var out = new StringBuilder();
    line(out, "Validation, in nats a step, the 88 keys summed.");
    line(out, "");
    line(
        out,
        "%-13s%-6s%9s  %10s  %10s  %7s",
        "set",
        "cell",
        "rate",
        "validation",
        "best epoch",
        "seconds");
    byField(results)
        .forEach((field, runs) ->
            runs.stream()
                .sorted(Comparator.comparingDouble(MusicResult::validation))
                .forEach(run ->
                    line(
                        out,
                        "%-13s%-6s%9.5f  %10.3f  %10d  %7.0f",
                        field.corpus().label(),
                        field.cell().label(),
                        run.run().training().rate(),
                        run.validation(),
                        run.report().bestEpoch(),
                        run.report().seconds())));
    return out.toString().stripTrailing();
  }

  private static Map<Chung2014, List<MusicResult>> byField(List<MusicResult> results) {
    return results.stream()
        .collect(
            Collectors.groupingBy(
                result -> result.run().field(), LinkedHashMap::new, Collectors.toList()));
  }

  private static DoubleSummaryStatistics over(
      List<MusicResult> runs, ToDoubleFunction<MusicResult> value) {
    return runs.stream().mapToDouble(value).summaryStatistics();
  }

  private static MusicScore score(MusicResult result) {
    return Objects.requireNonNull(result.test());
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
