package dev.sluice.cli.forecast;

import dev.sluice.cli.terminal.Pace;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.forecast.Forecast;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.forecast.Intervals;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/// What comes after the end of each group of a series, as JSON lines.
public record ForecastPrediction(ForecastModel model, Intervals intervals) {
  /// Tells all, or nothing.
  public void run(Series series, Terminal terminal) {
    if (!series.missing().isEmpty()) {
      terminal.say(series.missing().toString());
    }
    Windows windows = series.latest(model.window());
    List<Forecast> forecasts;
    try (Pace pace = new Pace(terminal, "predict", "groups")) {
      forecasts = forecasts(windows, pace.of(windows.size()));
    }
    Unusual unusual = new Unusual(model);
    List<String> lines = new ArrayList<>();
    int marked = 0;
    for (int i = 0; i < windows.size(); i++) {
      List<String> columns = unusual.columns(windows, i);
      marked += columns.isEmpty() ? 0 : 1;
      lines.add(JsonWriter.compact(ForecastJson.of(forecasts.get(i), columns)));
    }
    lines.forEach(terminal::data);
    if (marked > 0) {
      terminal.say(
          "%d of %d forecasts saw values outside the range of training."
              .formatted(marked, windows.size()));
    }
  }

  private List<Forecast> forecasts(Windows windows, IntConsumer done) {
    return switch (intervals) {
      case FIXED -> {
        List<Forecast> each = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
          each.add(Events.predict(model, windows, i));
          done.accept(i + 1);
        }
        yield each;
      }
      case RECENT -> model.forecastRecent(windows);
    };
  }
}
