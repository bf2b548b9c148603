package dev.sluice.tasks.series;

import java.time.LocalDateTime;
import java.util.Arrays;

/// Lays the rows of groups on time axes, and sees to what is missing as [MissingPolicy] says.
final class Gaps {
  /// A time that is typed wrongly must not ask for all memory.
  private static final long MOST_PER_ROW = 100;

  private final String source;
  private final CsvColumns columns;
  private final TimeStep step;
  private int timeField;
  private int[] fields = {};
  private boolean grouped;
  private long missingRows;
  private long missingCells;
  private long firstLine = Long.MAX_VALUE;
  private String first = "";

  Gaps(String source, CsvColumns columns, TimeStep step) {
    this.source = source;
    this.columns = columns;
    this.step = step;
  }

  /// Where things stand in the file, for messages.
  ///
  /// @param values indices of the value columns in the header
  void places(int field, int[] values, boolean groups) {
    timeField = field;
    fields = values;
    grouped = groups;
  }

  Group group(GroupRows rows) {
    int[] at = new int[rows.size()];
    for (int row = 1; row < at.length; row++) {
      at[row] = index(rows, row, at[row - 1]);
    }
    int observed = observed(rows);
    double[][] filled = new double[fields.length][at[at.length - 1] + 1];
    for (int c = 0; c < fields.length; c++) {
      Arrays.fill(filled[c], Double.NaN);
      boolean known = c >= columns.values().size();
      int end = known ? at.length : observed;
      for (int row = 0; row < at.length; row++) {
        filled[c][at[row]] = rows.value(row, c);
        if (row < end && Double.isNaN(rows.value(row, c))) {
          cellIsMissing(rows, row, c);
        }
      }
      if (columns.missing() == MissingPolicy.IMPUTE && end > 0) {
        impute(filled[c], at[end - 1] + 1);
      }
    }
    TimeAxis axis = new TimeAxis(rows.time(0), step, filled[0].length);
    return Group.withMissing(rows.name(), axis, filled);
  }

  /// How many rows are the past: behind them only known columns are given.
  private int observed(GroupRows rows) {
    if (columns.known().isEmpty()) {
      return rows.size();
    }
    for (int row = rows.size(); row > 0; row--) {
      for (int c = 0; c < columns.values().size(); c++) {
        if (!Double.isNaN(rows.value(row - 1, c))) {
          return row;
        }
      }
    }
    return 0;
  }

  private int index(GroupRows rows, int row, int before) {
    LocalDateTime time = rows.time(row);
    long steps = step.position(time) - step.position(rows.time(0));
    if (steps % step.stride() != 0 || steps / step.stride() <= before) {
      throw at(
          rows,
          row,
          "is not on the step of "
              + step
              + ": it comes after "
              + before(rows, row)
              + "; mend the time, or name another step");
    }
    long index = steps / step.stride();
    if (index > before + 1L) {
      rowsAreMissing(rows, row, index - before - 1);
    }
    if (index > MOST_PER_ROW * (rows.size() + 10L)) {
      throw at(
          rows,
          row,
          "is "
              + index
              + " steps of "
              + step
              + " after the first row, and there are "
              + rows.size()
              + " rows; mend the time, or name a longer step");
    }
    return (int) index;
  }

  private void rowsAreMissing(GroupRows rows, int row, long count) {
    String what = "follows " + before(rows, row) + ": " + step.times(count) + " missing";
    if (columns.missing() == MissingPolicy.FAIL) {
      throw at(rows, row, what + "; fill them in, or choose to skip or impute what is missing");
    }
    missingRows += count;
    noteFirst(rows.line(row), at(rows, row, what));
  }

  private void cellIsMissing(GroupRows rows, int row, int column) {
    String what = "is missing (blank, NaN or infinite)";
    if (columns.missing() == MissingPolicy.FAIL) {
      throw cell(
          rows, row, column, what + "; fill it in, or choose to skip or impute what is missing");
    }
    if (columns.missing() == MissingPolicy.IMPUTE && row == 0) {
      throw cell(
          rows,
          row,
          column,
          what + " in the first row, where no value before it could hold; fill it in");
    }
    missingCells++;
    noteFirst(rows.line(row), cell(rows, row, column, what));
  }

  private void noteFirst(long line, CsvException place) {
    if (line < firstLine) {
      firstLine = line;
      first = String.valueOf(place.getMessage());
    }
  }

  private static void impute(double[] values, int end) {
    for (int t = 1; t < end; t++) {
      values[t] = Double.isNaN(values[t]) ? values[t - 1] : values[t];
    }
  }

  private String before(GroupRows rows, int row) {
    return step.text(rows.time(row - 1))
        + " in line "
        + rows.line(row - 1)
        + (grouped ? " for " + rows.name() : "");
  }

  private CsvException at(GroupRows rows, int row, String reason) {
    return new CsvException(
        source,
        rows.line(row),
        timeField,
        columns.time() + " '" + step.text(rows.time(row)) + "' " + reason);
  }

  private CsvException cell(GroupRows rows, int row, int column, String reason) {
    return new CsvException(
        source, rows.line(row), fields[column] + 1, columns.all().get(column) + " " + reason);
  }

  MissingReport report() {
    return new MissingReport(columns.missing(), missingRows, missingCells, first);
  }
}
