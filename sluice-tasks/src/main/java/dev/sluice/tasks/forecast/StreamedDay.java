package dev.sluice.tasks.forecast;

import java.time.LocalDate;
import java.util.Locale;

/// A day that went through a stream: what happened, what had been said, what is said now.
///
/// @param observed the target on this day, in the file's unit
/// @param before the forecast issued the day before
/// @param ahead the forecast issued on this day
public record StreamedDay(double observed, Forecast before, Forecast ahead) {
  /// The day.
  public LocalDate day() {
    return ahead.origin();
  }

  /// The group.
  public String group() {
    return ahead.group();
  }

  /// Observed value, what had been said of it, and the points for the next days, as one line.
  ///
  /// ```
  /// 2015-12-31  Seattle     5.6   expected   6.1 (  3.2 to   9.0)   next   5.9   6.2   6.4 …
  /// ```
  public String line() {
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s  %-10s %5.1f   expected %5.1f (%5.1f to %5.1f)   next",
                day(),
                group(),
                observed,
                before.point(1),
                before.lower(1),
                before.upper(1)));
    for (int ahead = 1; ahead <= this.ahead.horizon(); ahead++) {
      line.append(String.format(Locale.ROOT, " %5.1f", this.ahead.point(ahead)));
    }
    return line.toString();
  }
}
