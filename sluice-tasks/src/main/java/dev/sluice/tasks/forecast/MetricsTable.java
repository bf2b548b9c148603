package dev.sluice.tasks.forecast;

import dev.sluice.tasks.series.TimeStep;
import dev.sluice.tasks.series.Windows;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Lays metrics out as text: a line for each method, a block of four columns for each title.
final class MetricsTable {
  private static final String GAP = "   ";

  private final String squares;
  private final List<String> titles;
  private final List<Line> lines = new ArrayList<>();

  /// The numbers of one method under one title.
  ///
  /// @param all over every step ahead
  /// @param last of step H alone
  record Block(ForecastMetrics all, ForecastMetrics last) {}

  private record Line(String method, List<Block> blocks) {}

  /// @param squares the head of the second column: `RMSE` or `MSE`
  /// @param titles of the blocks
  MetricsTable(String squares, List<String> titles) {
    this.squares = squares;
    this.titles = titles;
  }

  void add(String method, List<Block> blocks) {
    lines.add(new Line(method, blocks));
  }

  /// Caption and table; lines end with `\n`.
  ///
  /// @param what is forecast, in what unit
  String text(String what, Windows windows, int groups) {
    int left = Math.max(6, lines.stream().mapToInt(l -> l.method.length()).max().orElse(0));
    String lastStep = windows.series().step().noun() + " " + windows.window().horizon();
    String heads = cells("MAE", squares, "in 80 %", lastStep);
    int decimals = decimals();
    var out = new StringBuilder(caption(what, windows, groups));
    out.append(" ".repeat(left));
    titles.forEach(title -> out.append(GAP).append(padded(title, heads.length())));
    endLine(out);
    out.append(padded("method", left));
    titles.forEach(_ -> out.append(GAP).append(heads));
    endLine(out);
    for (Line line : lines) {
      out.append(padded(line.method, left));
      line.blocks.forEach(block -> out.append(GAP).append(numbers(block, decimals)));
      endLine(out);
    }
    return out.toString();
  }

  private static String caption(String what, Windows windows, int groups) {
    LocalDateTime from = LocalDateTime.MAX;
    LocalDateTime to = LocalDateTime.MIN;
    for (int i = 0; i < windows.size(); i++) {
      from = windows.origin(i).isBefore(from) ? windows.origin(i) : from;
      to = windows.origin(i).isAfter(to) ? windows.origin(i) : to;
    }
    TimeStep step = windows.series().step();
    return "%s, 1 to %s ahead: %d forecasts%s, issued %s to %s\n"
        .formatted(
            what,
            step.times(windows.window().horizon()),
            windows.size(),
            groups == 1 ? "" : " of " + groups + " groups",
            step.text(from),
            step.text(to));
  }

  /// Three digits of the first number, at least two decimals.
  private int decimals() {
    double first = lines.getFirst().blocks.getFirst().all().mae();
    return first > 0 ? Math.clamp(2 - (int) Math.floor(Math.log10(first)), 2, 6) : 2;
  }

  private String numbers(Block block, int decimals) {
    boolean squared = squares.equals("MSE");
    double coverage = block.all.coverage();
    return cells(
        number(block.all.mae(), decimals),
        number(squared ? block.all.mse() : block.all.rmse(), decimals),
        Double.isNaN(coverage) ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * coverage),
        number(block.last.mae(), decimals));
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static String cells(String mae, String squares, String coverage, String lastStep) {
    return String.format(Locale.ROOT, "%6s %6s %8s %7s", mae, squares, coverage, lastStep);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static void endLine(StringBuilder out) {
    int end = out.length();
    while (out.charAt(end - 1) == ' ') {
      end--;
    }
    out.setLength(end);
    out.append('\n');
  }
}
