package dev.sluice.tasks.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Which sounds are computed at once: those of like length, enough to fill the kernels, and not
/// more steps than a long recording has.
///
/// @param most sounds in a group
/// @param steps of a group, all its sounds together; a longer sound is a group by itself
record SoundGroups(int most, int steps) {
  /// Ten minutes where a step takes 20 ms.
  static final SoundGroups USUAL = new SoundGroups(32, 30_000);

  /// The sounds' numbers by their length, the shortest first.
  ///
  /// @param lengths steps of each sound
  List<int[]> of(int... lengths) {
    int[] order = order(lengths);
    List<int[]> groups = new ArrayList<>();
    int from = 0;
    long sum = 0;
    for (int i = 0; i < order.length; i++) {
      int own = lengths[order[i]];
      if (i > from && (i - from == most || sum + own > steps)) {
        groups.add(Arrays.copyOfRange(order, from, i));
        from = i;
        sum = 0;
      }
      sum += own;
    }
    if (from < order.length) {
      groups.add(Arrays.copyOfRange(order, from, order.length));
    }
    return groups;
  }

  private static int[] order(int... lengths) {
    return IntStream.range(0, lengths.length)
        .boxed()
        .sorted(Comparator.comparingInt(i -> lengths[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
