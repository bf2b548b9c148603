package dev.sluice.cli.stream;

import java.time.DateTimeException;
import java.time.LocalDateTime;

/// Reads ISO dates and times without a formatter: `2015-12-31`, `2015-12-31T06:00`, `2015-12-31
/// 06:00:00`.
final class EventTime {
  private static final String EXAMPLE = "2015-12-31 or 2015-12-31T06:00";

  private EventTime() {}

  /// @param text holds the time from `from` on, `length` chars
  /// @throws IllegalArgumentException if it is none; the message goes on from its name
  static LocalDateTime parse(char[] text, int from, int length) {
    int year = 100 * two(text, from, length, 0) + two(text, from, length, 2);
    boolean date = sign(text, from, length, 4, '-') && sign(text, from, length, 7, '-');
    int month = two(text, from, length, 5);
    int day = two(text, from, length, 8);
    if (!date || year < 0 || month < 0 || day < 0) {
      throw refused(text, from, length);
    }
    if (length == 10) {
      return time(year, month, day, 0);
    }
    boolean minutes =
        (sign(text, from, length, 10, 'T') || sign(text, from, length, 10, ' '))
            && sign(text, from, length, 13, ':');
    int hour = two(text, from, length, 11);
    int minute = two(text, from, length, 14);
    boolean seconds = length == 19 && sign(text, from, length, 16, ':');
    int second = seconds ? two(text, from, length, 17) : 0;
    boolean whole = length == 16 || seconds;
    if (!minutes || !whole || hour < 0 || minute < 0 || second < 0) {
      throw refused(text, from, length);
    }
    if (hour > 23 || minute > 59 || second > 59) {
      throw new IllegalArgumentException("does not exist on a clock; hours are 00 to 23");
    }
    return time(year, month, day, 3600 * hour + 60 * minute + second);
  }

  private static LocalDateTime time(int year, int month, int day, int second) {
    try {
      return LocalDateTime.of(year, month, day, second / 3600, second / 60 % 60, second % 60);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "does not exist in the calendar; mend it (year-month-day)", e);
    }
  }

  /// The number of two digits, negative if they are none.
  private static int two(char[] text, int from, int length, int at) {
    if (at + 2 > length) {
      return -10_000;
    }
    int tens = text[from + at] - '0';
    int ones = text[from + at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -10_000 : 10 * tens + ones;
  }

  private static boolean sign(char[] text, int from, int length, int at, char sign) {
    return at < length && text[from + at] == sign;
  }

  private static IllegalArgumentException refused(char[] text, int from, int length) {
    String time = new String(text, from, length);
    String reason = "is not a time such as " + EXAMPLE;
    if (time.matches(".*[0-9](Z|[+-][0-9]{2}:?[0-9]{2})")) {
      reason = "has a time zone; write local times without it, such as " + EXAMPLE;
    } else if (time.matches(".*:[0-9]{2}[.,][0-9]+")) {
      reason = "has a fraction of a second; steps are whole seconds, round it";
    } else if (time.matches("[0-9]{1,4}[./-][0-9]{1,2}[./-].*")) {
      reason += "; write year-month-day with four, two and two digits";
    }
    return new IllegalArgumentException(reason);
  }
}
