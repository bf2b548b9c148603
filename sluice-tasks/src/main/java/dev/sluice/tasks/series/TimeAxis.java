package dev.sluice.tasks.series;

import java.time.LocalDate;
import java.time.LocalDateTime;

/// Times that follow each other at a constant step: time 0 is `first`.
///
/// @param first time 0, to the second
/// @param step from each to the next
/// @param length how many times, at least 1
public record TimeAxis(LocalDateTime first, TimeStep step, int length) {
  /// @throws IllegalArgumentException if there is no time, or a fraction of a second
  public TimeAxis {
    if (length < 1) {
      throw new IllegalArgumentException("a time axis has at least 1 step, not " + length);
    }
    if (first.getNano() != 0) {
      throw new IllegalArgumentException(first + " has a fraction of a second; times are whole");
    }
  }

  /// Consecutive days.
  public static TimeAxis days(LocalDate first, int length) {
    return new TimeAxis(first.atStartOfDay(), TimeStep.DAY, length);
  }

  /// Time `index`; times beyond the end may be asked for too (targets of a forecast).
  public LocalDateTime at(long index) {
    return step.plus(first, index);
  }

  /// Time `index` in seconds since 1970.
  long secondAt(long index) {
    return step.secondAfter(first, index);
  }

  /// The last time.
  public LocalDateTime last() {
    return at(length - 1L);
  }

  /// The number of the first time that is not before `time`: negative before the axis, its length
  /// or more behind it.
  public long index(LocalDateTime time) {
    return Math.ceilDiv(step.position(time) - step.position(first), step.stride());
  }

  /// As [#index(LocalDateTime)] of the day's midnight.
  public long index(LocalDate day) {
    return index(day.atStartOfDay());
  }

  @Override
  public String toString() {
    return step.text(first) + " to " + step.text(last());
  }
}
