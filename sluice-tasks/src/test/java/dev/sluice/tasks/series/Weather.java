package dev.sluice.tasks.series;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// The bundled series and its periods as the demo uses them.
public final class Weather {
  public static final Series SERIES = Series.bundledWeather();
  public static final LocalDate VALIDATION_FROM = LocalDate.of(2014, 3, 7);

  /// The last 300 days.
  public static final LocalDate TEST_FROM = LocalDate.of(2015, 3, 7);

  public static final Window WINDOW =
      Window.of(28, 7).target("temp_max").calendar(new Calendar(2, 0, 0));

  private Weather() {}

  public static WindowSplit split(Window window) {
    return SERIES.windows(window).splitByTime(VALIDATION_FROM, TEST_FROM);
  }

  /// The series with nonsense on `date` and after it.
  public static Series spoiltFrom(LocalDate date) {
    List<Group> groups = new ArrayList<>();
    for (Group group : SERIES.groups()) {
      double[][] columns = new double[group.width()][group.length()];
      for (int c = 0; c < columns.length; c++) {
        for (int day = 0; day < group.length(); day++) {
          columns[c][day] = day < group.axis().index(date) ? group.value(c, day) : 1e6 * (c + day);
        }
      }
      groups.add(Group.of(group.name(), group.axis(), columns));
    }
    return Series.of(SERIES.columns(), groups);
  }
}
