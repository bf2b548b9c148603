package dev.sluice.cli.forecast;

import dev.sluice.tasks.series.CsvColumns;
import dev.sluice.tasks.series.MissingPolicy;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.TimeStep;
import dev.sluice.tasks.series.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads CSV files for commands.
final class CsvInput {
  private CsvInput() {}

  /// The columns that a window needs.
  static CsvColumns columns(
      String time, @Nullable String group, Window window, @Nullable TimeStep step) {
    List<String> values =
        Stream.concat(window.targets().stream(), window.inputs().stream())
            .distinct()
            .filter(column -> !window.known().contains(column))
            .toList();
    CsvColumns columns = CsvColumns.time(time).values(values.toArray(String[]::new));
    columns = group == null ? columns : columns.group(group);
    columns = step == null ? columns : columns.step(step);
    return columns.known(window.known().toArray(String[]::new));
  }

  /// Reads a file of which it may not have been said what is done with missing values: then there
  /// must be none.
  ///
  /// @throws IllegalArgumentException if there are, naming the answers
  static Series read(Path file, CsvColumns columns, @Nullable MissingPolicy missing) {
    if (missing != null) {
      return Series.csv(file, columns.missing(missing));
    }
    Series series = Series.csv(file, columns.missing(MissingPolicy.SKIP));
    if (!series.missing().isEmpty()) {
      throw new IllegalArgumentException(
          "%d rows and %d single values are missing, first %s; say what to do: --missing skip leaves out the windows that touch them, --missing impute repeats the last value, --missing fail refuses"
              .formatted(
                  series.missing().rows(), series.missing().cells(), series.missing().first()));
    }
    return series;
  }
}
