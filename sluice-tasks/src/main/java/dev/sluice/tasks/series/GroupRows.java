package dev.sluice.tasks.series;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/// What has been read of one group: times that rise, lines of the file, values.
final class GroupRows {
  private final String name;
  private int size;
  private long[] seconds = new long[16]; // since 1970
  private long[] lines = new long[16];
  private double[][] values = new double[16][];

  GroupRows(String name) {
    this.name = name;
  }

  void add(LocalDateTime time, long line, double[] row) {
    if (size == seconds.length) {
      seconds = Arrays.copyOf(seconds, 2 * size);
      lines = Arrays.copyOf(lines, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    seconds[size] = time.toEpochSecond(ZoneOffset.UTC);
    lines[size] = line;
    values[size] = row;
    size++;
  }

  String name() {
    return name;
  }

  int size() {
    return size;
  }

  LocalDateTime time(int row) {
    return TimeStep.ofSecond(seconds[row]);
  }

  long line(int row) {
    return lines[row];
  }

  /// `NaN` where it is missing.
  double value(int row, int column) {
    return values[row][column];
  }

  /// A time whose series' step is not known yet.
  static String text(LocalDateTime time) {
    return TimeStep.DAY.text(time);
  }
}
