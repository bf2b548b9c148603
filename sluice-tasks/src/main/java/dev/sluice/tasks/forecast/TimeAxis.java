package dev.sluice.tasks.forecast;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/// Consecutive days: day 0 is `first`.
///
/// @param first the date of day 0
/// @param days how many days, at least 1
public record TimeAxis(LocalDate first, int days) {
  /// @throws IllegalArgumentException if there is no day
  public TimeAxis {
    if (days < 1) {
      throw new IllegalArgumentException("a time axis has at least 1 day, not " + days);
    }
  }

  /// The date of day `day`; days beyond the end may be asked for too (targets of a forecast).
  public LocalDate date(int day) {
    return first.plusDays(day);
  }

  /// The date of the last day.
  public LocalDate last() {
    return date(days - 1);
  }

  /// The day of `date`: negative before the first, `days` or more after the last.
  public int day(LocalDate date) {
    return Math.toIntExact(ChronoUnit.DAYS.between(first, date));
  }
}
