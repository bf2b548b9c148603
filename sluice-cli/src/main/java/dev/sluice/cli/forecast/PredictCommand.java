package dev.sluice.cli.forecast;

import dev.sluice.cli.Terminal;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.forecast.Forecast;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.series.CsvColumns;
import dev.sluice.tasks.series.MissingPolicy;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.Windows;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
  private static final int MOST_SPACE = 4096;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The model.")
  private Path directory;

  @Option(
      names = "--input",
      paramLabel = "F.csv|-",
      description = "CSV or JSON lines; - is standard input. Default: -.")
  private String input = "-";

  @Mixin private SourceOptions reading = new SourceOptions();

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    ForecastModel model = ForecastModel.load(directory);
    Series series = read(model, reading.source(model));
    if (!series.missing().isEmpty()) {
      terminal.say(series.missing().toString());
    }
    Windows windows = series.latest(model.window());
    Unusual unusual = new Unusual(model);
    List<String> lines = new ArrayList<>(); // all or nothing
    int marked = 0;
    for (int i = 0; i < windows.size(); i++) {
      Forecast forecast = Events.predict(model, windows, i);
      List<String> columns = unusual.columns(windows, i);
      marked += columns.isEmpty() ? 0 : 1;
      lines.add(JsonWriter.compact(ForecastJson.of(forecast, columns)));
    }
    lines.forEach(terminal::data);
    if (marked > 0) {
      terminal.say(
          "%d of %d forecasts saw values outside the range of training."
              .formatted(marked, windows.size()));
    }
    return 0;
  }

  private Series read(ForecastModel model, Source source) {
    // Holes that no forecast looks at do no harm; the others are refused by Series.latest.
    MissingPolicy missing = source.missing() == null ? MissingPolicy.SKIP : source.missing();
    CsvColumns columns =
        CsvInput.columns(
                source.time(), source.group(), model.window(), model.spec().encoder().step())
            .missing(missing);
    if (input.equals("-")) {
      return read(System.in, "standard input", columns);
    }
    Path file = Path.of(input);
    if (!Files.exists(file) || Files.isDirectory(file)) {
      return Series.csv(file, columns); // which says what is wrong
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, input, columns);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Series read(InputStream in, String name, CsvColumns columns) {
    InputStream text = new BufferedInputStream(in);
    return isJson(text) ? Series.jsonLines(text, name, columns) : Series.csv(text, name, columns);
  }

  /// Whether the first character that is no space begins an object.
  private static boolean isJson(InputStream text) {
    text.mark(MOST_SPACE);
    try {
      int first = text.read();
      for (int i = 1; i < MOST_SPACE && first >= 0 && first <= ' '; i++) {
        first = text.read();
      }
      text.reset();
      return first == '{';
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
