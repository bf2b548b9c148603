package dev.sluice.tasks.forecast;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// The bundled series and its periods as the demo uses them.
final class Weather {
  static final Series SERIES = Series.bundledWeather();
  static final LocalDate VALIDATION_FROM = LocalDate.of(2014, 3, 7);

  /// The last 300 days.
  static final LocalDate TEST_FROM = LocalDate.of(2015, 3, 7);

  static final Window WINDOW = Window.of(28, 7).target("temp_max");

  private Weather() {}

  static WindowSplit split(Window window) {
    return SERIES.windows(window).splitByTime(VALIDATION_FROM, TEST_FROM);
  }

  /// The series with nonsense on `date` and after it.
  static Series spoiltFrom(LocalDate date) {
    List<Group> groups = new ArrayList<>();
    for (Group group : SERIES.groups()) {
      double[][] columns = new double[group.width()][group.days()];
      for (int c = 0; c < columns.length; c++) {
        for (int day = 0; day < group.days(); day++) {
          columns[c][day] = day < group.axis().day(date) ? group.value(c, day) : 1e6 * (c + day);
        }
      }
      groups.add(Group.of(group.name(), group.axis(), columns));
    }
    return Series.of(SERIES.columns(), groups);
  }
}
