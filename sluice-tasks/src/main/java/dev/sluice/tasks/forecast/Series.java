package dev.sluice.tasks.forecast;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Daily values of one or more groups with named columns, ordered by time, without gaps.
public final class Series {
  private final List<String> columns;
  private final List<Group> groups;

  private Series(List<String> columns, List<Group> groups) {
    this.columns = columns;
    this.groups = groups;
  }

  /// A series of values in memory.
  ///
  /// @param columns F distinct names
  /// @param groups at least one, each `[days, F]`; their days may differ
  /// @throws IllegalArgumentException if names repeat or a group has another number of columns
  public static Series of(List<String> columns, List<Group> groups) {
    if (columns.isEmpty() || groups.isEmpty()) {
      throw new IllegalArgumentException(
          "a series has at least one column and one group, not "
              + columns.size()
              + " and "
              + groups.size());
    }
    checkDistinct("column", columns);
    checkDistinct("group", groups.stream().map(Group::name).toList());
    for (Group group : groups) {
      if (group.width() != columns.size()) {
        throw new IllegalArgumentException(
            "group "
                + group.name()
                + " has "
                + group.width()
                + " columns, the series names "
                + columns);
      }
    }
    return new Series(List.copyOf(columns), List.copyOf(groups));
  }

  private static void checkDistinct(String what, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(what + " " + name + " occurs twice");
      }
    }
  }

  /// Reads a comma-separated file in UTF-8 with a header line and ISO dates (`2015-12-31`).
  ///
  /// @throws CsvException if the content is not a complete daily series, with file, line and column
  /// @throws UncheckedIOException if the file cannot be read
  public static Series csv(Path path, CsvColumns columns) {
    return SeriesReader.read(path, columns);
  }

  /// Daily weather of Seattle and New York, 2012 to 2015: `precipitation` (mm), `temp_max`,
  /// `temp_min` (°C) and `wind`. Provenance and licence: `weather.SOURCE.md` beside the resource.
  public static Series bundledWeather() {
    var columns =
        CsvColumns.time("date")
            .group("location")
            .values("precipitation", "temp_max", "temp_min", "wind");
    try (InputStream in = Series.class.getResourceAsStream("weather.csv")) {
      if (in == null) {
        throw new IllegalStateException(
            "weather.csv is missing from this build of sluice-tasks; rebuild it");
      }
      return SeriesReader.read(in, "weather.csv (bundled)", columns);
    } catch (IOException e) {
      throw new UncheckedIOException("weather.csv (bundled): " + e.getMessage(), e);
    }
  }

  /// The names of the F columns.
  public List<String> columns() {
    return columns;
  }

  /// The groups, in the order of their first appearance.
  public List<Group> groups() {
    return groups;
  }

  /// The index of a column.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  public int column(String name) {
    int index = columns.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "there is no column " + name + " in this series; it has " + columns);
    }
    return index;
  }

  /// The index of a group.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  public int group(String name) {
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "there is no group "
            + name
            + " in this series; it has "
            + groups.stream().map(Group::name).toList());
  }

  /// The days before `end`, without it.
  ///
  /// @throws IllegalArgumentException if a group has no day before `end`
  public Series before(LocalDate end) {
    return new Series(columns, groups.stream().map(group -> before(group, end)).toList());
  }

  private static Group before(Group group, LocalDate end) {
    int days = Math.min(group.days(), group.axis().day(end));
    if (days < 1) {
      throw new IllegalArgumentException("group " + group + " has no day before " + end);
    }
    return group.firstDays(days);
  }

  /// Every window of `window.context()` days that has all of its targets in the series.
  ///
  /// @throws IllegalArgumentException if the window names an unknown column or no group is long
  ///   enough
  public Windows windows(Window window) {
    return Windows.all(this, window);
  }

  @Override
  public String toString() {
    return "Series of " + columns + " for " + groups;
  }
}
