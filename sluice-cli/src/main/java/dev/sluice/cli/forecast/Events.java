package dev.sluice.cli.forecast;

import dev.sluice.core.stream.StreamingMode;
import dev.sluice.tasks.forecast.Forecast;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.Window;
import dev.sluice.tasks.series.Windows;
import java.util.List;

/// Windows as the raw events that a model takes.
final class Events {
  private Events() {}

  /// The forecast of window `i`: from its context or, where the state is carried, from the whole
  /// group up to its origin.
  static Forecast predict(ForecastModel model, Windows windows, int i) {
    Window window = model.window();
    Series series = windows.series();
    Group group = series.groups().get(windows.group(i));
    int origin = windows.originIndex(i);
    int first =
        model.spec().streaming() == StreamingMode.CARRIED ? 0 : origin - window.context() + 1;
    double[][] rows = new double[origin - first + 1][];
    for (int t = first; t < origin; t++) {
      rows[t - first] = values(series, group, window.inputs(), t, 0);
    }
    int known = window.known().size();
    double[] event = values(series, group, window.inputs(), origin, window.horizon() * known);
    for (int h = 0; h < window.horizon(); h++) {
      for (int k = 0; k < known; k++) {
        int column = series.column(window.known().get(k));
        event[window.inputs().size() + h * known + k] = group.value(column, origin + 1 + h);
      }
    }
    rows[origin - first] = event;
    return model.predict(group.name(), group.axis().at(first), rows);
  }

  private static double[] values(
      Series series, Group group, List<String> columns, int t, int more) {
    double[] values = new double[columns.size() + more];
    for (int c = 0; c < columns.size(); c++) {
      values[c] = group.value(series.column(columns.get(c)), t);
    }
    return values;
  }
}
