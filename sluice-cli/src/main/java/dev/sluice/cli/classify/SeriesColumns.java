package dev.sluice.cli.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// The columns of a table of series.
public final class SeriesColumns {
  @Option(
      names = "--series",
      paramLabel = "COLUMN",
      description =
          "Of numbers in CSV with a row for each step: the column that says which series a row belongs to.")
  private @Nullable String series;

  @Option(
      names = "--values",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "With --series: the columns of numbers. Default: all others; for a model, as in its training.")
  private List<String> values = List.of();

  /// Whether any was named.
  public boolean isGiven() {
    return series != null || !values.isEmpty();
  }

  /// Refuses what does not go together.
  ///
  /// @param before what is so where nothing is said
  public void check(CommandLine command, SampleSource before, @Nullable SampleKind format) {
    if (!values.isEmpty() && series == null && before.series() == null) {
      throw new CommandLine.ParameterException(command, "--values needs --series");
    }
    if (isGiven() && format != null && format != SampleKind.CSV) {
      throw new CommandLine.ParameterException(command, "--series is for CSV");
    }
  }

  /// With what was said here. Who names the column of series means CSV.
  public SampleSource in(SampleSource before) {
    return new SampleSource(
        before.format() == null && isGiven() ? SampleKind.CSV : before.format(),
        before.text(),
        before.label(),
        series == null ? before.series() : series,
        values.isEmpty() ? before.values() : values);
  }
}
