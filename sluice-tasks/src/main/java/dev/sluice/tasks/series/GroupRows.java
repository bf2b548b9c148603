package dev.sluice.tasks.series;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/// What has been read of one group: times that rise, lines of the file, values.
final class GroupRows {
  private final String name;
  private final List<LocalDateTime> times = new ArrayList<>();
  private final List<Long> lines = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();

  GroupRows(String name) {
    this.name = name;
  }

  void add(LocalDateTime time, long line, double[] row) {
    times.add(time);
    lines.add(line);
    values.add(row);
  }

  String name() {
    return name;
  }

  int size() {
    return times.size();
  }

  LocalDateTime time(int row) {
    return times.get(row);
  }

  long line(int row) {
    return lines.get(row);
  }

  /// `NaN` where it is missing.
  double value(int row, int column) {
    return values.get(row)[column];
  }

  /// A time whose series' step is not known yet.
  static String text(LocalDateTime time) {
    return TimeStep.DAY.text(time);
  }
}
