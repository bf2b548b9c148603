package guide;

import dev.sluice.tasks.series.Group;
import dev.sluice.tasks.series.Series;
import java.time.LocalDate;
import java.util.List;

/// The highest temperature of every day of 2012 to 2015 in a city, of the bundled weather,
/// standardised by the days before 2015.
///
/// @param celsius one value a day
/// @param mean of the days before 2015, °C
/// @param deviation of the days before 2015, °C
record Weather(double[] celsius, double mean, double deviation) {
  static final List<String> CITIES = List.of("Seattle", "New York");
  private static final LocalDate FIRST = LocalDate.of(2012, 1, 1);

  static Weather of(String city) {
    Series series = Series.bundledWeather();
    Group group = series.groups().get(series.group(city));
    double[] celsius = new double[group.length()];
    for (int day = 0; day < celsius.length; day++) {
      celsius[day] = group.value(series.column("temp_max"), day);
    }
    double mean = mean(celsius, 0, day(2015));
    double square = 0;
    for (int day = 0; day < day(2015); day++) {
      square += (celsius[day] - mean) * (celsius[day] - mean);
    }
    return new Weather(celsius, mean, Math.sqrt(square / day(2015)));
  }

  /// The day on which a year begins, day 0 being 2012-01-01.
  static int day(int year) {
    return (int) (LocalDate.of(year, 1, 1).toEpochDay() - FIRST.toEpochDay());
  }

  /// The standardised value of a day.
  float value(int day) {
    return (float) ((celsius[day] - mean) / deviation);
  }

  /// Days from `from` on, standardised, `[count][1]`.
  float[][] steps(int from, int count) {
    float[][] steps = new float[count][1];
    for (int t = 0; t < count; t++) {
      steps[t][0] = value(from + t);
    }
    return steps;
  }

  /// The mean of `count` days from `from` on, °C.
  double mean(int from, int count) {
    return mean(celsius, from, from + count);
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / (to - from);
  }
}
