package dev.sluice.cli.forecast;

import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.series.CsvColumns;
import dev.sluice.tasks.series.MissingPolicy;
import dev.sluice.tasks.series.Series;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a file is read for a model; what is not said is as in its training.
public final class SourceOptions {
  private static final int MOST_SPACE = 4096;

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

  /// Whether anything was said.
  public boolean isGiven() {
    return time != null || group != null || missing != null;
  }

  /// The rows of a file, CSV or JSON lines, as the model's training read them.
  ///
  /// @param input a file, or `-` for standard input
  /// @throws IllegalArgumentException if the time column is not known
  public Series read(ForecastModel model, String input, InputStream standardInput) {
    Source source = source(model);
    // Holes that no forecast looks at do no harm; the others are refused by Series.latest.
    MissingPolicy missing = source.missing() == null ? MissingPolicy.SKIP : source.missing();
    CsvColumns columns =
        CsvInput.columns(
                source.time(), source.group(), model.window(), model.spec().encoder().step())
            .missing(missing);
    if (input.equals("-")) {
      return read(standardInput, "standard input", columns);
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
