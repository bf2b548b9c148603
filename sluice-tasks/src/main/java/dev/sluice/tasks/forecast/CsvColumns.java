package dev.sluice.tasks.forecast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which columns of a CSV file make a [Series]; other columns are not read.
///
/// ```java
/// CsvColumns.time("date").group("location").values("temp_max", "wind")
/// ```
///
/// @param time the column of ISO dates
/// @param group the column that names the group, or null if the file is one group
/// @param values the columns of numbers, in the series' order
public record CsvColumns(String time, @Nullable String group, List<String> values) {
  /// Copies the list.
  public CsvColumns {
    values = List.copyOf(values);
  }

  /// The time column `name`, one group, no values yet.
  public static CsvColumns time(String name) {
    return new CsvColumns(name, null, List.of());
  }

  /// The same with groups named by column `name`.
  public CsvColumns group(String name) {
    return new CsvColumns(time, name, values);
  }

  /// The same with these value columns.
  public CsvColumns values(String... names) {
    return new CsvColumns(time, group, List.of(names));
  }
}
