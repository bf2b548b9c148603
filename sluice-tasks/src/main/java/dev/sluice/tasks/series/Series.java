package dev.sluice.tasks.series;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Values of one or more groups with named columns, ordered by time, at a constant step.
public final class Series {
  private final List<String> columns;
  private final List<Group> groups;
  private final MissingReport missing;

  private Series(List<String> columns, List<Group> groups, MissingReport missing) {
    this.columns = columns;
    this.groups = groups;
    this.missing = missing;
  }

  /// A series of values in memory.
  ///
  /// @param columns F distinct names
  /// @param groups at least one, each `[length, F]`; their times may differ, their step not
  /// @throws IllegalArgumentException if names repeat or groups differ in columns or step
  public static Series of(List<String> columns, List<Group> groups) {
    return of(columns, groups, MissingReport.NONE);
  }

  static Series of(List<String> columns, List<Group> groups, MissingReport missing) {
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
      TimeStep step = groups.getFirst().axis().step();
      if (!group.axis().step().equals(step)) {
        throw new IllegalArgumentException(
            "group "
                + group.name()
                + " has a step of "
                + group.axis().step()
                + ", group "
                + groups.getFirst().name()
                + " of "
                + step
                + "; a series has one step");
      }
    }
    return new Series(List.copyOf(columns), List.copyOf(groups), missing);
  }

  private static void checkDistinct(String what, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(what + " " + name + " occurs twice");
      }
    }
  }

  /// Reads a comma-separated file in UTF-8 with a header line and ISO dates or times (`2015-12-31`,
  /// `2015-12-31T06:00`, `2015-12-31 06:00:00`).
  ///
  /// @throws CsvException if the content is not a complete series, with file, line and column
  /// @throws UncheckedIOException if the file cannot be read
  public static Series csv(Path path, CsvColumns columns) {
    return SeriesReader.read(path, columns);
  }

  /// As [#csv(Path,CsvColumns)], from a stream, which is left open.
  ///
  /// @param source how messages call it
  public static Series csv(InputStream in, String source, CsvColumns columns) {
    try {
      return SeriesReader.read(in, source, columns);
    } catch (IOException e) {
      throw new UncheckedIOException(source + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// Reads a series from JSON lines: an object for each row, its members named as the columns, a
  /// value that is `null` or not there missing; other members are not read.
  ///
  /// ```
  /// {"date": "2015-12-31", "location": "Seattle", "temp_max": 5.6}
  /// ```
  ///
  /// @param in UTF-8; is left open
  /// @param source how messages call it
  /// @throws CsvException if the content is not a complete series, with line
  /// @throws UncheckedIOException if it cannot be read
  public static Series jsonLines(InputStream in, String source, CsvColumns columns) {
    try {
      return JsonLines.read(in, source, columns);
    } catch (IOException e) {
      throw new UncheckedIOException(source + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// Daily weather of Seattle and New York, 2012 to 2015: `precipitation` (mm), `temp_max`,
  /// `temp_min` (°C) and `wind`. Provenance and licence: `weather.SOURCE.md` beside the resource.
  public static Series bundledWeather() {
    var columns =
        CsvColumns.time("date")
            .group("location")
            .values("precipitation", "temp_max", "temp_min", "wind");
    return csv(new ByteArrayInputStream(bundledWeatherCsv()), "weather.csv (bundled)", columns);
  }

  /// The file of [#bundledWeather] itself: CSV in UTF-8.
  public static byte[] bundledWeatherCsv() {
    try (InputStream in = Series.class.getResourceAsStream("weather.csv")) {
      if (in == null) {
        throw new IllegalStateException(
            "weather.csv is missing from this build of sluice-tasks; rebuild it");
      }
      return in.readAllBytes();
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

  /// The step from each time to the next, in every group.
  public TimeStep step() {
    return groups.getFirst().axis().step();
  }

  /// What the file lacked.
  public MissingReport missing() {
    return missing;
  }

  /// The length of the longest group.
  public int longest() {
    return groups.stream().mapToInt(Group::length).max().orElseThrow();
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

  /// The rows before `end`, without it.
  ///
  /// @throws IllegalArgumentException if a group has no row before `end`
  public Series before(LocalDateTime end) {
    List<Group> cut = new ArrayList<>();
    for (Group group : groups) {
      long length = Math.min(group.length(), group.axis().index(end));
      if (length < 1) {
        throw new IllegalArgumentException(
            "group " + group + " has no row before " + step().text(end));
      }
      cut.add(group.first((int) length));
    }
    return new Series(columns, List.copyOf(cut), missing);
  }

  /// The rows before the day `end`, without it.
  ///
  /// @throws IllegalArgumentException if a group has no row before `end`
  public Series before(LocalDate end) {
    return before(end.atStartOfDay());
  }

  /// The first rows of every group.
  ///
  /// @param lengths how many of each, in the order of the groups
  Series first(int[] lengths) {
    List<Group> cut = new ArrayList<>();
    for (int g = 0; g < lengths.length; g++) {
      cut.add(groups.get(g).first(lengths[g]));
    }
    return new Series(columns, List.copyOf(cut), missing);
  }

  /// Every window of `window.context()` steps that has all of its targets in the series and touches
  /// no missing value.
  ///
  /// @throws IllegalArgumentException if the window names an unknown column or no group is long
  ///   enough
  public Windows windows(Window window) {
    return Windows.all(this, window);
  }

  /// One window per group, issued at the last time at which every input and target is given; its
  /// targets are still open. With known columns the series has rows for the next H steps, in which
  /// the other columns are missing.
  ///
  /// @throws IllegalArgumentException if a group is too short, its context touches a missing value,
  ///   or a known column is missing in the next H steps
  public Windows latest(Window window) {
    return Windows.latest(this, window);
  }

  @Override
  public String toString() {
    return "Series of " + columns + " for " + groups;
  }
}
