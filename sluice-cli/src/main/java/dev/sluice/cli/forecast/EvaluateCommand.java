package dev.sluice.cli.forecast;

import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.options.ThreadsOption;
import dev.sluice.cli.report.Report;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.forecast.Evaluation;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.forecast.ForecastTable;
import dev.sluice.tasks.forecast.Intervals;
import dev.sluice.tasks.series.CsvColumns;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Errors of a model in a file, beside those of naive forecasts.
@Command(
    name = "evaluate",
    description = "Errors of a model on a file, beside naive, seasonal-naive and drift.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Errors are divided by the deviation of each column among the training rows, and averaged over",
      "all targets, steps and windows, as published tables have them; --raw leaves them in the file's",
      "unit.",
      "",
      "Examples:",
      "  sluice evaluate load.sluice --data load.csv",
      "  sluice evaluate etth1.sluice --data ETTh1.csv --split 8640,2880,2880 --json | jq .mse"
    })
public final class EvaluateCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The model.")
  private Path directory;

  @Option(
      names = "--data",
      paramLabel = "F.csv",
      required = true,
      description = "A file with the columns of training.")
  private Path data;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      converter = SplitRule.Converter.class,
      description =
          "Rows (8640,2880,2880), shares (0.7,0.1,0.2) or dates (2015-01-01,2015-07-01). Default: as in training.")
  private @Nullable SplitRule split;

  @Option(
      names = "--part",
      paramLabel = "test|validation|train|all",
      description = "Which windows. Default: test.")
  private Part part = Part.TEST;

  @Option(
      names = "--season",
      paramLabel = "STEPS",
      converter = Numbers.Steps.class,
      description =
          "Season of seasonal-naive. Default: as in training, or a day of hours, a week of days, a year of months.")
  private @Nullable Integer season;

  @Option(
      names = "--report",
      paramLabel = "F.html",
      description =
          "Also write a page to look at, about the first target in the test; must not exist.")
  private @Nullable Path page;

  @Option(
      names = "--intervals",
      paramLabel = "fixed|recent",
      description =
          "fixed: 80 % intervals as calibrated. recent: they follow how often outcomes lay outside before each forecast. Default: fixed.")
  private Intervals intervals = Intervals.FIXED;

  @Option(names = "--raw", description = "Errors in the file's unit.")
  private boolean raw;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Mixin private SourceOptions reading = new SourceOptions();
  @Mixin private ThreadsOption threads = new ThreadsOption();

  /// What `--part` names.
  enum Part {
    TEST,
    VALIDATION,
    TRAIN,
    ALL
  }

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    if (page != null) {
      Report.requireWritable(page, Overwrite.REFUSE);
    }
    ForecastModel model = ForecastModel.load(directory);
    Source source = reading.source(model);
    CsvColumns columns =
        CsvInput.columns(
            source.time(), source.group(), model.window(), model.spec().encoder().step());
    Series series = CsvInput.read(data, columns, source.missing());
    if (!series.missing().isEmpty()) {
      terminal.say(series.missing().toString());
    }
    Windows all = series.windows(model.window());
    SplitRule rule = split == null ? SplitRule.parse(source.split()) : split;
    Windows windows = part == Part.ALL ? all : part(rule.split(all));
    Evaluation.Unit unit = raw ? Evaluation.Unit.OF_FILE : Evaluation.Unit.STANDARDISED;
    OptionalInt steps = season == null ? source.season() : OptionalInt.of(season);
    Evaluation evaluation =
        Evaluation.of(
            model, windows, new Evaluation.Settings(unit, steps, threads.count(), intervals));
    evaluation.leftOut().forEach(why -> terminal.say("Left out: " + why + "."));
    if (json) {
      terminal.data(
          JsonWriter.compact(
              EvaluationJson.of(evaluation)
                  .put("part", part.name().toLowerCase(Locale.ROOT))
                  .put("intervals", intervals.name().toLowerCase(Locale.ROOT))
                  .build()));
    } else {
      terminal.data(ForecastTable.of(evaluation).stripTrailing());
    }
    if (page != null) {
      WindowSplit parts = rule.split(all);
      ForecastPage.of(model, parts.test(), parts.rowsBeforeTest(), steps)
          .fact("Data", String.valueOf(data.getFileName()))
          .write(page, Overwrite.REFUSE);
      terminal.say("The report is in " + page + ".");
    }
    return 0;
  }

  private Windows part(WindowSplit parts) {
    return switch (part) {
      case TRAIN -> parts.train();
      case VALIDATION -> parts.validation();
      default -> parts.test();
    };
  }
}
