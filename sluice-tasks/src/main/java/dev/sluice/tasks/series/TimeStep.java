package dev.sluice.tasks.series;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The distance from one row of a series to the next: `1h`, `15min`, `1d`, `1mo`.
///
/// Equal distances are equal steps: 60 minutes are an hour, 7 days a week. A month is told by the
/// month alone: 31 January, 29 February and 31 March follow each other.
///
/// @param count how many units, at least 1
/// @param unit the largest unit that fits
public record TimeStep(int count, Unit unit) {
  /// A unit of time without time zones: every day has 24 hours.
  public enum Unit {
    /// `s`
    SECONDS("s", 1),
    /// `min`
    MINUTES("min", 60),
    /// `h`
    HOURS("h", 3600),
    /// `d`
    DAYS("d", 86_400),
    /// `w`
    WEEKS("w", 604_800),
    /// `mo`, of 28 to 31 days
    MONTHS("mo", 0);

    private final String sign;
    private final int seconds;

    Unit(String sign, int seconds) {
      this.sign = sign;
      this.seconds = seconds;
    }

    /// "hour"
    String singular() {
      String plural = name().toLowerCase(Locale.ROOT);
      return plural.substring(0, plural.length() - 1);
    }
  }

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(s|min|h|d|w|mo)");
  private static final Unit[] DOWNWARDS = {Unit.WEEKS, Unit.DAYS, Unit.HOURS, Unit.MINUTES};

  /// A day.
  public static final TimeStep DAY = new TimeStep(1, Unit.DAYS);

  /// An hour.
  public static final TimeStep HOUR = new TimeStep(1, Unit.HOURS);

  /// A month.
  public static final TimeStep MONTH = new TimeStep(1, Unit.MONTHS);

  /// @throws IllegalArgumentException if the count is below 1
  public TimeStep {
    if (count < 1) {
      throw new IllegalArgumentException("a time step is at least 1 unit, not " + count);
    }
    if (unit != Unit.MONTHS) {
      long seconds = (long) count * unit.seconds;
      for (Unit larger : DOWNWARDS) {
        if (seconds % larger.seconds == 0) {
          count = Math.toIntExact(seconds / larger.seconds);
          unit = larger;
          break;
        }
      }
    }
  }

  /// The step written as `text`: a whole number and s, min, h, d, w or mo.
  ///
  /// @throws IllegalArgumentException if it is not one
  public static TimeStep parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a time step; write a number and s, min, h, d, w or mo, such as 15min or 1mo");
    }
    Unit unit = Unit.MONTHS;
    for (Unit each : Unit.values()) {
      unit = each.sign.equals(matcher.group(2)) ? each : unit;
    }
    return new TimeStep(Integer.parseInt(matcher.group(1)), unit);
  }

  /// A step of that many seconds.
  ///
  /// @throws IllegalArgumentException if they are fewer than 1 or more than 68 years
  static TimeStep seconds(long count) {
    if (count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a time step of " + count + " seconds is too long");
    }
    return new TimeStep((int) count, Unit.SECONDS);
  }

  /// The time `n` steps after `time`, before it if `n` is negative.
  ///
  /// Months keep the day of the month as far as the month has it, and the last day of a month is
  /// followed by last days.
  public LocalDateTime plus(LocalDateTime time, long n) {
    return ofSecond(secondAfter(time, n), time.getNano());
  }

  static LocalDateTime ofSecond(long second) {
    return ofSecond(second, 0);
  }

  private static LocalDateTime ofSecond(long second, int nano) {
    return LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC);
  }

  /// As [#plus], in seconds since 1970; allocates nothing.
  long secondAfter(LocalDateTime time, long n) {
    if (unit != Unit.MONTHS) {
      return time.toEpochSecond(ZoneOffset.UTC) + n * stride();
    }
    long before = month(time);
    long month = before + n * count;
    int day = time.getDayOfMonth();
    int most = CivilDay.lengthOfMonth(month);
    boolean last = day == CivilDay.lengthOfMonth(before);
    return CivilDay.epochDay(month, last ? most : Math.min(day, most)) * CivilDay.SECONDS
        + time.toLocalTime().toSecondOfDay();
  }

  /// Where `time` lies: times that follow each other are [#stride] apart. Allocates nothing.
  ///
  /// @return months since the year 0, or seconds since 1970
  public long position(LocalDateTime time) {
    return unit == Unit.MONTHS ? month(time) : time.toEpochSecond(ZoneOffset.UTC);
  }

  private static long month(LocalDateTime time) {
    return time.getYear() * 12L + time.getMonthValue() - 1;
  }

  /// The distance of two positions that follow each other: months or seconds.
  public long stride() {
    return unit == Unit.MONTHS ? count : (long) count * unit.seconds;
  }

  /// How many steps make the cycle that is looked for first: a day of hours or minutes, a week of
  /// days, a year of weeks (52) or months. Empty if no whole number does.
  public OptionalInt season() {
    int cycle =
        switch (unit) {
          case SECONDS, MINUTES, HOURS -> 86_400 / unit.seconds;
          case DAYS -> 7;
          case WEEKS -> 52;
          case MONTHS -> 12;
        };
    return cycle % count == 0 && cycle > count
        ? OptionalInt.of(cycle / count)
        : OptionalInt.empty();
  }

  /// Seconds of a step; a month counts as a twelfth of 365.25 days.
  long about() {
    return unit == Unit.MONTHS ? count * 2_629_800L : stride();
  }

  /// How a time of such a series is written: the date alone where the step is whole days and the
  /// time midnight, else with the time of day, as 2016-07-01T01:00.
  public String text(LocalDateTime time) {
    boolean day = about() % CivilDay.SECONDS == 0 || unit == Unit.MONTHS;
    return day && time.toLocalTime().toNanoOfDay() == 0
        ? DateTimeFormatter.ISO_LOCAL_DATE.format(time)
        : time.toString();
  }

  /// Where `position` lies, for people: the month, or the time.
  public String text(long position) {
    return unit == Unit.MONTHS
        ? "%d-%02d".formatted(Math.floorDiv(position, 12L), Math.floorMod(position, 12) + 1)
        : text(ofSecond(position));
  }

  /// So many steps, for people: "7 days", "1 hour", "96 steps of 15min".
  public String times(long n) {
    return count == 1
        ? n + " " + unit.singular() + (n == 1 ? "" : "s")
        : n + (n == 1 ? " step of " : " steps of ") + this;
  }

  /// What one step is called: "day", "hour", or "step" if it is several units.
  public String noun() {
    return count == 1 ? unit.singular() : "step";
  }

  @Override
  public String toString() {
    return count + unit.sign;
  }
}
