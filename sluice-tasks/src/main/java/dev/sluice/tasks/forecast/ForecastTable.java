package dev.sluice.tasks.forecast;

import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.TimeStep;
import dev.sluice.tasks.series.Windows;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Methods beside each other as plain text, columns aligned.
///
/// ```
///                  Seattle                          New York
/// method              MAE   RMSE  in 80 %   day 7      MAE   RMSE  in 80 %   day 7
/// naive              3.57   4.59     79 %    3.94     3.64   4.69     85 %    3.89
/// ```
public final class ForecastTable {
  private static final String GAP = "   ";

  private ForecastTable() {}

  /// The table of these methods, one line each, one block of columns per group: MAE, RMSE and
  /// coverage over steps 1 … H, and the MAE of step H alone. Lines end with `\n`.
  ///
  /// @param unit of the target, for the caption: "°C"
  /// @param methods forecasts of the same target in the same windows
  /// @throws IllegalArgumentException if there are none, or their targets or windows differ
  public static String of(String unit, List<Forecasts> methods) {
    if (methods.isEmpty()) {
      throw new IllegalArgumentException("a table needs at least one method");
    }
    Forecasts first = methods.getFirst();
    for (Forecasts method : methods) {
      if (method.windows() != first.windows() || !method.target().equals(first.target())) {
        throw new IllegalArgumentException(
            method
                + " and "
                + first
                + " are not of the same windows and target; they cannot be compared");
      }
    }
    List<String> groups = groups(first.windows());
    int left = Math.max(6, methods.stream().mapToInt(m -> m.method().length()).max().orElse(0));
    var out = new StringBuilder(caption(unit, first, groups.size()));
    String heads = cells("MAE", "RMSE", "in 80 %", lastStep(first.windows()));
    out.append(" ".repeat(left));
    groups.forEach(group -> out.append(GAP).append(padded(group, heads.length())));
    endLine(out);
    out.append(padded("method", left));
    groups.forEach(_ -> out.append(GAP).append(heads));
    endLine(out);
    for (Forecasts method : methods) {
      out.append(padded(method.method(), left));
      groups.forEach(group -> out.append(GAP).append(numbers(method, group)));
      endLine(out);
    }
    return out.toString();
  }

  /// "day 7"
  private static String lastStep(Windows windows) {
    return windows.series().step().noun() + " " + windows.window().horizon();
  }

  private static List<String> groups(Windows windows) {
    List<Group> all = windows.series().groups();
    return IntStream.range(0, windows.size())
        .map(windows::group)
        .distinct()
        .mapToObj(group -> all.get(group).name())
        .toList();
  }

  private static String caption(String unit, Forecasts of, int groups) {
    Windows windows = of.windows();
    LocalDateTime from = LocalDateTime.MAX;
    LocalDateTime to = LocalDateTime.MIN;
    for (int i = 0; i < windows.size(); i++) {
      from = windows.origin(i).isBefore(from) ? windows.origin(i) : from;
      to = windows.origin(i).isAfter(to) ? windows.origin(i) : to;
    }
    TimeStep step = windows.series().step();
    return String.format(
        Locale.ROOT,
        "%s (%s), 1 to %s ahead: %d forecasts of %d groups, issued %s to %s\n",
        of.target(),
        unit,
        step.times(windows.window().horizon()),
        windows.size(),
        groups,
        step.text(from),
        step.text(to));
  }

  private static String numbers(Forecasts method, String group) {
    ForecastMetrics all = ForecastMetrics.of(method, group);
    ForecastMetrics last =
        ForecastMetrics.ofStep(method, group, method.windows().window().horizon());
    return cells(
        number(all.mae()),
        number(all.rmse()),
        String.format(Locale.ROOT, "%.0f %%", 100 * all.coverage()),
        number(last.mae()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String cells(String mae, String rmse, String coverage, String lastStep) {
    return String.format(Locale.ROOT, "%6s %6s %8s %7s", mae, rmse, coverage, lastStep);
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
