package dev.sluice.cli.forecast;

import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.series.MissingPolicy;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a file is read for a model; what is not said is as in its training.
final class SourceOptions {
  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description = "The time column. Default: as in training.")
  private @Nullable String time;

  @Option(
      names = "--group",
      paramLabel = "COLUMN",
      description = "The group column. Default: as in training.")
  private @Nullable String group;

  @Option(
      names = "--missing",
      paramLabel = "fail|skip|impute",
      description = "Where rows or values are missing. Default: as in training.")
  private @Nullable MissingPolicy missing;

  /// The model's source with what was said on the command line.
  ///
  /// @throws IllegalArgumentException if the time column is known from neither
  Source source(ForecastModel model) {
    Optional<Source> stored = Source.of(model);
    String column = time == null ? stored.map(Source::time).orElse(null) : time;
    if (column == null) {
      throw new IllegalArgumentException(
          "this model was not made by sluice train, so it does not say how its file was read; name the time column with --time");
    }
    return new Source(
        column,
        group == null ? stored.map(Source::group).orElse(null) : group,
        missing == null ? stored.map(Source::missing).orElse(null) : missing,
        stored.map(Source::split).orElse(SplitRule.DEFAULT),
        stored.map(Source::season).orElse(OptionalInt.empty()));
  }
}
