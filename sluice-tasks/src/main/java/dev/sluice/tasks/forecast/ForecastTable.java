package dev.sluice.tasks.forecast;

import dev.sluice.tasks.forecast.Evaluation.Part;
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Methods beside each other as plain text, columns aligned.
///
/// ```
///                  Seattle                          New York
/// method              MAE   RMSE  in 80 %   day 7      MAE   RMSE  in 80 %   day 7
/// naive              3.57   4.59     79 %    3.94     3.64   4.69     85 %    3.89
/// ```
public final class ForecastTable {
  /// More blocks beside each other would not fit a terminal.
  private static final int MOST_BLOCKS = 3;

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
    int horizon = first.windows().window().horizon();
    MetricsTable table = new MetricsTable("RMSE", groups);
    for (Forecasts method : methods) {
      table.add(
          method.method(),
          groups.stream()
              .map(group ->
                  new MetricsTable.Block(
                      ForecastMetrics.of(method, group),
                      ForecastMetrics.ofStep(method, group, horizon)))
              .toList());
    }
    return table.text(first.target() + " (" + unit + ")", first.windows(), groups.size());
  }

  private static List<String> groups(Windows windows) {
    List<Group> all = windows.series().groups();
    return IntStream.range(0, windows.size())
        .map(windows::group)
        .distinct()
        .mapToObj(group -> all.get(group).name())
        .toList();
  }

  /// The table of an evaluation: a block of columns for each target and group, or where they are
  /// more than three, one over all of them. Standardised errors have their mean square, those in
  /// the file's unit the root of it.
  public static String of(Evaluation evaluation) {
    List<Cell> cells = cells(evaluation);
    boolean standardised = evaluation.unit() == Evaluation.Unit.STANDARDISED;
    MetricsTable table =
        new MetricsTable(standardised ? "MSE" : "RMSE", cells.stream().map(Cell::title).toList());
    for (String method : evaluation.methods()) {
      table.add(method, cells.stream().map(cell -> cell.block(evaluation, method)).toList());
    }
    String what = String.join(", ", evaluation.targets());
    int groups = evaluation.groups().size();
    return table.text(what + (standardised ? " (standardised)" : ""), evaluation.windows(), groups);
  }

  /// What stands under one title.
  private record Cell(String title, List<String> groups, List<String> targets) {
    MetricsTable.Block block(Evaluation evaluation, String method) {
      return new MetricsTable.Block(
          evaluation.sum(method, Part.EVERY_STEP, groups, targets),
          evaluation.sum(method, Part.LAST_STEP, groups, targets));
    }
  }

  private static List<Cell> cells(Evaluation evaluation) {
    List<String> groups = evaluation.groups();
    List<String> targets = evaluation.targets();
    if (groups.size() * targets.size() > MOST_BLOCKS) {
      String title =
          groups.size() == 1
              ? targets.size() + " targets together"
              : groups.size() + " groups together";
      return List.of(new Cell(title, groups, targets));
    }
    List<Cell> cells = new ArrayList<>();
    for (String group : groups) {
      for (String target : targets) {
        String title =
            groups.size() == 1 ? target : targets.size() == 1 ? group : group + ", " + target;
        cells.add(new Cell(title, List.of(group), List.of(target)));
      }
    }
    return cells;
  }
}
