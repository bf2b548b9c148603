package dev.sluice.tasks.speech;

import dev.sluice.core.tensor.Seed;
import java.util.Optional;

/// Recordings put one behind the other, so that a model of connected speech is trained on single
/// words, with pauses between them.
///
/// @param least recordings that are joined, at least 1
/// @param most recordings that are joined
/// @param pause seconds of silence between two of them at most; as often any shorter one
/// @param saying when a recording's symbol may be said, where recordings are single symbols; empty
///   for any time
public record Joining(int least, int most, double pause, Optional<Saying> saying) {
  private static final double LONGEST_PAUSE = 60;

  /// Each recording for itself.
  public static final Joining NONE = new Joining(1, 1, 0, Optional.empty());

  /// When a word is said, in seconds beside its end: everywhere else training teaches the blank.
  ///
  /// A network that runs forward only would else learn to say a word of its training as soon as it
  /// knows which one it is, which is sooner than it knows one that is new.
  ///
  /// @param before its end at the earliest
  /// @param after its end at the latest
  public record Saying(double before, double after) {
    /// Checks the ranges.
    public Saying {
      if (!(before >= 0 && after >= 0 && before + after > 0 && before + after < LONGEST_PAUSE)) {
        throw new IllegalArgumentException(
            "a word is said from %s s before its end to %s s after it; neither is negative"
                .formatted(before, after));
      }
    }
  }

  /// Checks the ranges.
  public Joining {
    if (least < 1 || most < least) {
      throw new IllegalArgumentException(
          "1 recording or more are joined, the fewest first, not %d to %d".formatted(least, most));
    }
    if (!(pause >= 0 && pause <= LONGEST_PAUSE)) {
      throw new IllegalArgumentException(
          "a pause lasts 0 to %s seconds, not %s".formatted(LONGEST_PAUSE, pause));
    }
  }

  /// With a symbol said at any time.
  ///
  /// @param pause seconds
  public static Joining of(int least, int most, double pause) {
    return new Joining(least, most, pause, Optional.empty());
  }

  /// The same with a time for each word to be said.
  public Joining saying(double before, double after) {
    return new Joining(least, most, pause, Optional.of(new Saying(before, after)));
  }

  /// How many groups an epoch has, so that each recording comes about once.
  int groups(int recordings) {
    return (int) Math.max(1, Math.ceilDiv(2L * recordings, least + most));
  }

  /// Recordings of each group, consecutive in a random order that begins anew when it is through.
  int[][] groups(int recordings, Seed epoch) {
    int[] order = epoch.named("order").permutation(recordings);
    Seed sizes = epoch.named("sizes");
    int[][] groups = new int[groups(recordings)][];
    int next = 0;
    for (int g = 0; g < groups.length; g++) {
      groups[g] = new int[size(sizes, g)];
      for (int i = 0; i < groups[g].length; i++) {
        groups[g][i] = order[next++ % recordings];
      }
    }
    return groups;
  }

  private int size(Seed sizes, int group) {
    return least + sizes.below(most - least + 1, group);
  }

  /// Seconds of the pause before recording i of a group.
  double pause(Seed group, int i) {
    return pause * group.named("pause").uniform(i);
  }
}
