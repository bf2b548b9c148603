package dev.sluice.tasks.series;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// The place in the year, the week and the day as numbers that are known for every future time.
///
/// ```
/// sin(2πk·d/365.25), cos(2πk·d/365.25)     k = 1 … year   d = day of the year from 1
/// sin(2πk·w/7),      cos(2πk·w/7)          k = 1 … week   w = day of the week, Monday 0
/// sin(2πk·s/86400),  cos(2πk·s/86400)      k = 1 … day    s = second of the day
/// ```
///
/// Year and week go by whole days, so a Saturday is a Saturday until midnight. `StrictMath`, so the
/// bits are equal on every machine.
///
/// @param year how many harmonics of the year, 0 or more
/// @param week how many harmonics of the week; 3 tell its days apart
/// @param day how many harmonics of the day
public record Calendar(int year, int week, int day) {
  /// Nothing is said of the time.
  public static final Calendar NONE = new Calendar(0, 0, 0);

  /// Not yet chosen: [#suited] when windows are made of a series.
  public static final Calendar SUITED = new Calendar(-1, -1, -1);

  private static final int MOST_YEAR = 182;
  private static final int MOST_WEEK = 3;
  private static final int MOST_DAY = 720;

  /// Half the days of a year, half the days of a week, half the minutes of a day: more could not be
  /// told apart, and would ask for much memory.
  public static final Calendar MOST = new Calendar(MOST_YEAR, MOST_WEEK, MOST_DAY);

  private static final double YEAR = 365.25;
  private static final int LEAST_CYCLES = 2;

  /// @throws IllegalArgumentException if a count is negative, or more than [#MOST] has
  public Calendar {
    boolean open = year == -1 && week == -1 && day == -1;
    if (Math.min(year, Math.min(week, day)) < 0 && !open) {
      throw new IllegalArgumentException(
          "harmonics of year, week and day: %d, %d, %d; none is negative, 0 switches one off"
              .formatted(year, week, day));
    }
    if (year > MOST_YEAR || week > MOST_WEEK || day > MOST_DAY) {
      throw new IllegalArgumentException(
          "harmonics of year, week and day: %d, %d, %d; at most %d, %d and %d can be told apart"
              .formatted(year, week, day, MOST_YEAR, MOST_WEEK, MOST_DAY));
    }
  }

  /// What a series of this step and length can show: cycles that it holds at least twice, in steps
  /// of at most a quarter of them (a day for the week); two harmonics of the year, three of the
  /// week, at most four of the day.
  public static Calendar suited(TimeStep step, int length) {
    double days = step.about() / (double) CivilDay.SECONDS;
    double span = days * length;
    boolean year = span >= LEAST_CYCLES * YEAR && days <= YEAR / 4;
    boolean week = span >= LEAST_CYCLES * 7 && days <= 1;
    boolean day = span >= LEAST_CYCLES && days <= 1.0 / 4;
    return new Calendar(year ? 2 : 0, week ? 3 : 0, day ? (int) Math.min(4, 0.5 / days) : 0);
  }

  /// Whether it is [#SUITED].
  boolean isOpen() {
    return year < 0;
  }

  /// The number of values per time: 2·(year + week + day).
  public int size() {
    if (isOpen()) {
      throw new IllegalStateException(
          "the calendar is still to be chosen; take the window of Series.windows(…)");
    }
    return 2 * (year + week + day);
  }

  /// What the values are called.
  List<String> names() {
    List<String> names = new ArrayList<>();
    names(names, "year", year);
    names(names, "week", week);
    names(names, "day", day);
    return names;
  }

  private static void names(List<String> names, String cycle, int count) {
    for (int k = 1; k <= count; k++) {
      names.add(cycle + " sin" + k);
      names.add(cycle + " cos" + k);
    }
  }

  /// The values of a time: `[size]`, year, week, day, sine before cosine, k rising, each in [−1,
  /// 1].
  public double[] at(LocalDateTime time) {
    double[] values = new double[size()];
    long second = time.toEpochSecond(ZoneOffset.UTC);
    long epochDay = Math.floorDiv(second, (long) CivilDay.SECONDS);
    ofYear(CivilDay.dayOfYear(epochDay), values, 0);
    ofWeek(CivilDay.dayOfWeek(epochDay), values, 2 * year);
    ofDay(Math.floorMod(second, CivilDay.SECONDS), values, 2 * (year + week));
    return values;
  }

  void ofYear(int dayOfYear, double[] out, int offset) {
    harmonics(year, dayOfYear, YEAR, out, offset);
  }

  void ofWeek(int dayOfWeek, double[] out, int offset) {
    harmonics(week, dayOfWeek, 7, out, offset);
  }

  void ofDay(int secondOfDay, double[] out, int offset) {
    harmonics(day, secondOfDay, CivilDay.SECONDS, out, offset);
  }

  private static void harmonics(int count, int place, double cycle, double[] out, int offset) {
    for (int k = 1; k <= count; k++) {
      double angle = 2 * StrictMath.PI * k * place / cycle;
      out[offset + 2 * k - 2] = StrictMath.sin(angle);
      out[offset + 2 * k - 1] = StrictMath.cos(angle);
    }
  }
}
