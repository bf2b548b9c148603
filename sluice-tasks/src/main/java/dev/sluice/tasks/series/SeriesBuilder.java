package dev.sluice.tasks.series;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects the rows of a CSV file into a [Series]; groups may be interleaved. Nothing is guessed:
/// whatever is not a complete series is refused with its place, or treated as was asked.
final class SeriesBuilder {
  private static final int NONE = -1;
  private static final String ONLY_GROUP = "series";

  private final String source;
  private final CsvHeader header;
  private final CsvColumns columns;
  private final int time;
  private final int group;
  private final int[] values;
  private final StepVotes votes = new StepVotes();
  private final Map<String, GroupRows> groups = new LinkedHashMap<>();

  /// The fields of a line, in the order of the header.
  record Row(long line, List<String> fields) {
    String field(int index) {
      return fields.get(index);
    }
  }

  SeriesBuilder(String source, CsvHeader header, CsvColumns columns) {
    this.source = source;
    this.header = header;
    this.columns = columns;
    if (columns.values().isEmpty()) {
      throw new IllegalArgumentException(
          "no value column is named; add .values(\"…\") to the CsvColumns");
    }
    this.time = header.find(columns.time());
    this.group = columns.group() == null ? NONE : header.find(columns.group());
    this.values = columns.all().stream().mapToInt(header::find).toArray();
  }

  void add(Row row) {
    checkWidth(row);
    LocalDateTime when = time(row);
    String name = group == NONE ? ONLY_GROUP : row.field(group);
    if (name.isBlank()) {
      throw at(row, group, "is blank; every row names its group");
    }
    GroupRows rows = groups.computeIfAbsent(name, GroupRows::new);
    if (rows.size() > 0) {
      LocalDateTime before = rows.time(rows.size() - 1);
      checkFollows(row, when, before, rows);
      votes.add(before, when);
    }
    double[] numbers = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = number(row, values[i]);
    }
    rows.add(when, row.line(), numbers);
  }

  private void checkWidth(Row row) {
    int fields = row.fields().size();
    int width = header.names().size();
    if (fields != width) {
      String cure =
          fields > width
              ? "; quote fields that hold commas, and write numbers with a decimal point"
              : "; every row has every field, blank where a value is missing";
      throw new CsvException(
          source, row.line(), 0, "the line has " + fields + " fields, the header " + width + cure);
    }
    if (row.field(time).strip().equals(columns.time())) {
      throw at(row, time, "is the header again; take the line out");
    }
  }

  private void checkFollows(Row row, LocalDateTime when, LocalDateTime last, GroupRows rows) {
    String before =
        GroupRows.text(last) + " in line " + rows.line(rows.size() - 1) + ofGroup(rows.name());
    if (when.equals(last)) {
      throw at(row, time, "is the same time as " + before + "; keep one of them");
    }
    if (when.isBefore(last)) {
      throw at(row, time, "comes after " + before + "; sort the file by time");
    }
  }

  private String ofGroup(String name) {
    return group == NONE ? "" : " for " + name;
  }

  private LocalDateTime time(Row row) {
    try {
      return CsvCells.time(row.field(time));
    } catch (CsvCells.Refusal refusal) {
      throw at(row, time, refusal.reason());
    }
  }

  private double number(Row row, int index) {
    try {
      return CsvCells.number(row.field(index));
    } catch (CsvCells.Refusal refusal) {
      throw at(row, index, refusal.reason());
    }
  }

  private CsvException at(Row row, int index, String reason) {
    return new CsvException(
        source,
        row.line(),
        index + 1,
        header.names().get(index) + " '" + shown(row.field(index)) + "' " + reason);
  }

  private static String shown(String text) {
    String cut = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return cut.replaceAll("\\p{Cntrl}", " ");
  }

  Series build() {
    if (groups.isEmpty()) {
      throw new CsvException(source, 0, 0, "there is a header but no row");
    }
    TimeStep step = columns.step() == null ? inferred() : columns.step();
    Gaps gaps = new Gaps(source, columns, step);
    gaps.places(time + 1, values, group != NONE);
    List<Group> result = new ArrayList<>();
    for (GroupRows rows : groups.values()) {
      result.add(gaps.group(rows));
    }
    return Series.of(columns.all(), result, gaps.report());
  }

  private TimeStep inferred() {
    return votes
        .commonest()
        .orElseThrow(() ->
            new CsvException(
                source,
                0,
                0,
                "no group has two rows, so the step from one to the next does not show; name it with CsvColumns.step(…)"));
  }
}
