package dev.sluice.cli.forecast;

import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.report.Report;
import dev.sluice.cli.terminal.Findings;
import dev.sluice.cli.terminal.Pace;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.Overwrite;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Errors of a forecaster in a file, beside those of naive forecasts.
public final class ForecastEvaluation {
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
      description = "Which windows of a forecaster. Default: test.")
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
          "Of forecasts. fixed: 80 %% intervals as calibrated. recent: they follow how often outcomes lay outside before each forecast. Default: fixed.")
  private Intervals intervals = Intervals.FIXED;

  @Option(names = "--raw", description = "Of forecasts: errors in the file's unit.")
  private boolean raw;

  @Mixin private SourceOptions reading = new SourceOptions();

  /// What `--part` names.
  enum Part {
    TEST,
    VALIDATION,
    TRAIN,
    ALL
  }

  /// Evaluates, and writes the page if one is wanted.
  ///
  /// @param data a file with the columns of training
  /// @throws IllegalArgumentException if the file is not the model's
  public Findings run(ForecastModel model, Path data, int threads, Terminal terminal) {
    if (page != null) {
      Report.requireWritable(page, Overwrite.REFUSE);
    }
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
    Evaluation evaluation;
    try (Pace pace = new Pace(terminal, "evaluate", "windows")) {
      evaluation =
          Evaluation.of(
              model,
              windows,
              new Evaluation.Settings(unit, steps, threads, intervals),
              pace.of(windows.size()));
    }
    evaluation.leftOut().forEach(why -> terminal.say("Left out: " + why + "."));
    if (page != null) {
      WindowSplit parts = rule.split(all);
      ForecastPage.of(model, parts.test(), parts.rowsBeforeTest(), steps)
          .fact("Data", String.valueOf(data.getFileName()))
          .write(page, Overwrite.REFUSE);
      terminal.say("The report is in " + page + ".");
    }
    return new Findings(
        ForecastTable.of(evaluation).stripTrailing(),
        EvaluationJson.of(evaluation)
            .put("part", part.name().toLowerCase(Locale.ROOT))
            .put("intervals", intervals.name().toLowerCase(Locale.ROOT))
            .build());
  }

  private Windows part(WindowSplit parts) {
    return switch (part) {
      case TRAIN -> parts.train();
      case VALIDATION -> parts.validation();
      default -> parts.test();
    };
  }
}
