package dev.sluice.cli.forecast;

import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.series.ColumnScale;
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.Window;
import dev.sluice.tasks.series.Windows;
import java.util.ArrayList;
import java.util.List;

/// Finds what training never saw: values outside the range of the training rows.
final class Unusual {
  private final ForecastModel model;

  Unusual(ForecastModel model) {
    this.model = model;
  }

  /// The columns with such a value in what forecast `i` looks at: inputs in the context, known
  /// columns in the steps ahead.
  List<String> columns(Windows windows, int i) {
    Window window = model.window();
    int origin = windows.originIndex(i);
    List<String> found = new ArrayList<>();
    for (String column : window.inputs()) {
      if (leaves(windows, i, column, origin - window.context() + 1, origin + 1)) {
        found.add(column);
      }
    }
    for (String column : window.known()) {
      if (leaves(windows, i, column, origin + 1, origin + 1 + window.horizon())) {
        found.add(column);
      }
    }
    return found.stream().distinct().toList();
  }

  private boolean leaves(Windows windows, int i, String column, int from, int to) {
    Series series = windows.series();
    Group group = series.groups().get(windows.group(i));
    ColumnScale scale = model.spec().encoder().normaliser().scale(column, group.name());
    int index = series.column(column);
    for (int t = from; t < to; t++) {
      if (!scale.covers(group.value(index, t))) {
        return true;
      }
    }
    return false;
  }
}
