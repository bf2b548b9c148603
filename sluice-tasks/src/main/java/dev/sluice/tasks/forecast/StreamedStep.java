package dev.sluice.tasks.forecast;

import java.time.LocalDateTime;
import java.util.Locale;

/// A step that went through a stream: what happened, what had been said, what is said now.
///
/// @param observed the target at this time, in the file's unit
/// @param before the forecast issued a step before
/// @param ahead the forecast issued at this time
public record StreamedStep(double observed, Forecast before, Forecast ahead) {
  /// The time.
  public LocalDateTime time() {
    return ahead.origin();
  }

  /// The group.
  public String group() {
    return ahead.group();
  }

  /// Observed value, what had been said of it, and the points for the next steps, as one line.
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
                ahead.step().text(time()),
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
