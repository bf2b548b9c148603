package dev.sluice.tasks.forecast;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects the rows of a CSV file into a [Series]; groups may be interleaved. Nothing is guessed:
/// whatever is not a complete daily series is refused with its place.
final class SeriesBuilder {
  private static final int NONE = -1;
  private static final String ONLY_GROUP = "series";

  private final String source;
  private final List<String> header;
  private final CsvColumns columns;
  private final int time;
  private final int group;
  private final int[] values;
  private final Map<String, Rows> groups = new LinkedHashMap<>();

  /// What has been read of one group.
  private static final class Rows {
    final LocalDate first;
    final List<double[]> values = new ArrayList<>();
    long line;

    Rows(LocalDate first) {
      this.first = first;
    }

    LocalDate last() {
      return first.plusDays(values.size() - 1L);
    }
  }

  SeriesBuilder(String source, CsvRecord header, CsvColumns columns) {
    this.source = source;
    this.header = List.copyOf(header.getFields());
    this.columns = columns;
    long line = header.getStartingLineNumber();
    this.time = find(columns.time(), line);
    this.group = columns.group() == null ? NONE : find(columns.group(), line);
    if (columns.values().isEmpty()) {
      throw new IllegalArgumentException(
          "no value column is named; add .values(\"…\") to the CsvColumns");
    }
    this.values = columns.values().stream().mapToInt(name -> find(name, line)).toArray();
  }

  private int find(String name, long line) {
    int index = header.indexOf(name);
    if (index < 0) {
      throw new CsvException(
          source, line, 0, "there is no column " + name + "; the header has " + header);
    }
    if (header.lastIndexOf(name) != index) {
      throw new CsvException(
          source,
          line,
          header.lastIndexOf(name) + 1,
          "column " + name + " occurs twice; rename one");
    }
    return index;
  }

  void add(CsvRecord row) {
    long line = row.getStartingLineNumber();
    if (row.getFieldCount() != header.size()) {
      throw new CsvException(
          source,
          line,
          0,
          "the line has " + row.getFieldCount() + " fields, the header " + header.size());
    }
    LocalDate date = date(row);
    String name = group == NONE ? ONLY_GROUP : row.getField(group);
    if (name.isBlank()) {
      throw at(row, group, "is blank; every row names its group");
    }
    Rows rows = groups.computeIfAbsent(name, unused -> new Rows(date));
    if (!rows.values.isEmpty()) {
      checkFollows(row, date, name, rows);
    }
    double[] numbers = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = number(row, values[i]);
    }
    rows.values.add(numbers);
    rows.line = line;
  }

  private void checkFollows(CsvRecord row, LocalDate date, String name, Rows rows) {
    long step = ChronoUnit.DAYS.between(rows.last(), date);
    String group = this.group == NONE ? "" : " for " + name;
    String before = rows.last() + " in line " + rows.line + group;
    if (step == 0) {
      throw at(row, time, "is the same day as " + before + "; keep one of them");
    }
    if (step < 0) {
      throw at(row, time, "comes after " + before + "; sort the file by date");
    }
    if (step > 1) {
      throw at(row, time, "follows " + before + ": days missing: " + (step - 1) + "; fill them in");
    }
  }

  private LocalDate date(CsvRecord row) {
    try {
      return LocalDate.parse(row.getField(time));
    } catch (DateTimeParseException e) {
      throw at(row, time, "is not a date such as 2015-12-31");
    }
  }

  private double number(CsvRecord row, int index) {
    String text = row.getField(index).strip();
    if (text.isEmpty()) {
      throw at(row, index, "is blank; every day needs a number");
    }
    // parseDouble alone would take 1d, 0x1p3, NaN and Infinity as well.
    if (text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0)) {
      try {
        double value = Double.parseDouble(text);
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        throw at(row, index, "is not a number");
      }
    }
    throw at(
        row,
        index,
        text.indexOf(',') >= 0
            ? "is not a number; write a decimal point"
            : "is not a finite number");
  }

  private CsvException at(CsvRecord row, int index, String reason) {
    String text = row.getField(index);
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return new CsvException(
        source,
        row.getStartingLineNumber(),
        index + 1,
        header.get(index) + " '" + shown + "' " + reason);
  }

  Series build() {
    if (groups.isEmpty()) {
      throw new CsvException(source, 0, 0, "there is a header but no row");
    }
    List<Group> result = new ArrayList<>();
    groups.forEach((name, rows) -> result.add(group(name, rows)));
    return Series.of(columns.values(), result);
  }

  private Group group(String name, Rows rows) {
    double[][] byColumn = new double[values.length][];
    Arrays.setAll(byColumn, i -> rows.values.stream().mapToDouble(numbers -> numbers[i]).toArray());
    return Group.of(name, new TimeAxis(rows.first, rows.values.size()), byColumn);
  }
}
