package dev.sluice.tasks.series;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Finds the commonest gap between rows that follow each other in a group.
final class StepVotes {
  /// Gaps in seconds; whole months are counted as their negative number.
  private final Map<Long, Long> votes = new HashMap<>();

  void add(LocalDateTime before, LocalDateTime after) {
    votes.merge(gap(before, after), 1L, Long::sum);
  }

  private static long gap(LocalDateTime before, LocalDateTime after) {
    long months = TimeStep.MONTH.position(after) - TimeStep.MONTH.position(before);
    boolean whole = months > 0 && TimeStep.MONTH.plus(before, months).equals(after);
    return whole ? -months : TimeStep.DAY.position(after) - TimeStep.DAY.position(before);
  }

  /// The commonest gap, the shortest of several; empty if there was none.
  Optional<TimeStep> commonest() {
    return votes.entrySet().stream()
        .filter(entry -> entry.getKey() <= Integer.MAX_VALUE)
        .sorted(
            Map.Entry.<Long, Long>comparingByValue()
                .reversed()
                .thenComparing(entry -> step(entry.getKey()).about()))
        .map(entry -> step(entry.getKey()))
        .findFirst();
  }

  private static TimeStep step(long gap) {
    return gap < 0 ? new TimeStep((int) -gap, TimeStep.Unit.MONTHS) : TimeStep.seconds(gap);
  }
}
