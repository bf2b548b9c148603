package dev.sluice.tasks.series;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a CSV file becomes a [Series]; columns that are not named are not read.
///
/// ```java
/// CsvColumns.time("date").group("location").values("temp_max", "wind").missing(MissingPolicy.SKIP)
/// ```
///
/// @param time the column of ISO dates or times
/// @param group the column that names the group, or null if the file is one group
/// @param values the columns of numbers, in the series' order
/// @param known columns of numbers whose future is known, behind the values in the series; rows at
///   a group's end in which only these are given are its future, not missing
/// @param step from each row to the next, or null for the commonest of the file
/// @param missing what is done where there is no value
public record CsvColumns(
    String time,
    @Nullable String group,
    List<String> values,
    List<String> known,
    @Nullable TimeStep step,
    MissingPolicy missing) {
  /// Copies the lists.
  public CsvColumns {
    values = List.copyOf(values);
    known = List.copyOf(known);
  }

  /// The time column `name`, one group, no values yet, the commonest step, nothing may be missing.
  public static CsvColumns time(String name) {
    return new CsvColumns(name, null, List.of(), List.of(), null, MissingPolicy.FAIL);
  }

  /// The same with groups named by column `name`.
  public CsvColumns group(String name) {
    return new CsvColumns(time, name, values, known, step, missing);
  }

  /// The same with these value columns.
  public CsvColumns values(String... names) {
    return new CsvColumns(time, group, List.of(names), known, step, missing);
  }

  /// The same with these columns, whose future is known.
  public CsvColumns known(String... names) {
    return new CsvColumns(time, group, values, List.of(names), step, missing);
  }

  /// The same with this step from each row to the next.
  public CsvColumns step(TimeStep value) {
    return new CsvColumns(time, group, values, known, value, missing);
  }

  /// The same with missing values treated so.
  public CsvColumns missing(MissingPolicy policy) {
    return new CsvColumns(time, group, values, known, step, policy);
  }

  /// Values, then known columns.
  List<String> all() {
    return Stream.concat(values.stream(), known.stream()).toList();
  }
}
