package dev.sluice.cli.report;

import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Windows;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;

/// Times and windows as a page writes them: `2016-07-01 01:00`.
final class Moments {
  private Moments() {}

  static String text(Windows windows, LocalDateTime time) {
    return windows.series().step().text(time).replace('T', ' ');
  }

  /// The times of window `i`'s group from `first` to before `end`, counted on its axis.
  static List<String> texts(Windows windows, int i, int first, int end) {
    Group group = windows.series().groups().get(windows.group(i));
    return IntStream.range(first, end).mapToObj(t -> text(windows, group.axis().at(t))).toList();
  }

  /// The values of a column at these times.
  static List<Double> values(Windows windows, int i, String name, int first, int end) {
    Group group = windows.series().groups().get(windows.group(i));
    int column = windows.series().column(name);
    return IntStream.range(first, end).mapToObj(t -> group.value(column, t)).toList();
  }

  /// The name of window `i`'s group; "" where there is only one.
  static String group(Windows windows, int i) {
    List<Group> groups = windows.series().groups();
    return groups.size() == 1 ? "" : groups.get(windows.group(i)).name();
  }

  /// The groups that have a window, by their first one.
  static List<String> groups(Windows windows) {
    List<Group> all = windows.series().groups();
    return IntStream.range(0, windows.size())
        .map(windows::group)
        .distinct()
        .mapToObj(g -> all.get(g).name())
        .toList();
  }
}
