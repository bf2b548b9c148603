package dev.sluice.cli.forecast;

import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.forecast.Forecast;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.forecast.Intervals;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.Windows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Forecasts from the end of each group of a file.
@Command(
    name = "predict",
    description = "Forecasts from the end of each group of a file, as JSON lines.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "The input is CSV or JSON lines with the columns of training, up to now; rows behind the last",
      "observation hold what is known of the future. A line of output for each group:",
      "  {\"group\":\"Seattle\",\"time\":\"2015-12-31\",\"ahead\":[\"2016-01-01\",...],",
      "   \"forecast\":{\"temp_max\":{\"point\":[...],\"lower\":[...],\"upper\":[...]}},\"unusual\":[]}",
      "lower and upper hold 80 % of outcomes; unusual names the columns whose values left the range of",
      "training.",
      "",
      "Examples:",
      "  sluice predict load.sluice --input load.csv | jq -c .forecast.kW.point",
      "  tail -n 200 load.jsonl | sluice predict load.sluice"
    })
public final class PredictCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The model.")
  private Path directory;

  @Option(
      names = "--input",
      paramLabel = "F.csv|-",
      description = "CSV or JSON lines; - is standard input. Default: -.")
  private String input = "-";

  @Option(
      names = "--intervals",
      paramLabel = "fixed|recent",
      description =
          "fixed: 80 % intervals as calibrated. recent: they follow how often outcomes lay outside of late; the input needs more rows than one context. Default: fixed.")
  private Intervals intervals = Intervals.FIXED;

  @Mixin private SourceOptions reading = new SourceOptions();

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    ForecastModel model = ForecastModel.load(directory);
    Series series = reading.read(model, input, Terminal.input(spec.commandLine()));
    if (!series.missing().isEmpty()) {
      terminal.say(series.missing().toString());
    }
    Windows windows = series.latest(model.window());
    List<Forecast> forecasts = forecasts(model, windows);
    Unusual unusual = new Unusual(model);
    List<String> lines = new ArrayList<>(); // all or nothing
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
    return 0;
  }

  private List<Forecast> forecasts(ForecastModel model, Windows windows) {
    return switch (intervals) {
      case FIXED ->
          IntStream.range(0, windows.size())
              .mapToObj(i -> Events.predict(model, windows, i))
              .toList();
      case RECENT -> model.forecastRecent(windows);
    };
  }
}
