package dev.sluice.cli.forecast;

import dev.sluice.cli.options.Numbers;
import dev.sluice.tasks.series.TimeStep;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How much is seen, how much is said, and what is kept for the test.
final class WindowOptions {
  @Option(
      names = "--horizon",
      paramLabel = "STEPS",
      required = true,
      converter = Numbers.Steps.class,
      description = "Steps ahead that are forecast.")
  private int horizon;

  @Option(
      names = "--context",
      paramLabel = "STEPS",
      converter = Numbers.Steps.class,
      description =
          "Steps that are seen. Default: three times the horizon, and at least two cycles (days of hours, weeks of days, years of months).")
  private @Nullable Integer context;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      converter = SplitRule.Converter.class,
      description =
          "Training, validation, test: rows of each group (8640,2880,2880), shares (0.7,0.1,0.2), or the first dates of validation and test (2015-01-01,2015-07-01). Default: ${DEFAULT-VALUE}.")
  private SplitRule split = SplitRule.parse(SplitRule.DEFAULT);

  @Option(
      names = "--season",
      paramLabel = "STEPS",
      converter = Numbers.Steps.class,
      description =
          "Season of seasonal-naive. Default: a day of hours, a week of days, a year of months.")
  private @Nullable Integer season;

  int horizon() {
    return horizon;
  }

  /// C, chosen by the step if it was not named.
  int context(TimeStep step) {
    if (context != null) {
      return context;
    }
    int chosen = Math.max(3 * horizon, 2 * step.season().orElse(1));
    if (chosen > Numbers.MOST_STEPS) {
      throw new IllegalArgumentException(
          "a context of three times the horizon and at least two cycles would be %d steps of %s, and %d are the most; name one with --context"
              .formatted(chosen, step, Numbers.MOST_STEPS));
    }
    return chosen;
  }

  SplitRule split() {
    return split;
  }

  OptionalInt season() {
    return season == null ? OptionalInt.empty() : OptionalInt.of(season);
  }
}
