package dev.sluice.cli.reproduce;

import dev.sluice.tasks.translate.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Pairs whose sources are about equally long, in words: what blanks divide.
///
/// @param joined how many pairs of the data make one; more than 1 is synthetic
record LengthGroup(String name, int joined, List<Pair> pairs) {
  /// The most words of each group but the last.
  private static final List<Integer> LIMITS = List.of(8, 10, 12, 14, 17, 20);

  /// Pairs of a group; with fewer BLEU says little.
  static final int LEAST = 60;

  private static final int MOST_JOINED = 4;

  /// Pairs by the length of their source, the short ones first: up to 8 words, 9 and 10, and so on.
  /// A group with too few pairs is one with the next, the last with that before it.
  ///
  /// @param least pairs of a group
  static List<LengthGroup> byLength(List<Pair> pairs, int least) {
    List<Pair> sorted =
        pairs.stream().sorted(Comparator.comparingInt(pair -> words(pair.source()))).toList();
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int limit : LIMITS) {
      int end = (int) sorted.stream().filter(pair -> words(pair.source()) <= limit).count();
      if (end - starts.getLast() >= least && sorted.size() - end >= least) {
        starts.add(end);
      }
    }
    List<LengthGroup> groups = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : sorted.size();
      List<Pair> part = sorted.subList(starts.get(i), end);
      String name =
          "%d to %d".formatted(words(part.getFirst().source()), words(part.getLast().source()));
      groups.add(new LengthGroup(name, 1, part));
    }
    return groups;
  }

  /// Longer ones, made of 2, 3 and 4 pairs that follow each other; none twice in a group.
  static List<LengthGroup> joined(List<Pair> pairs) {
    List<LengthGroup> groups = new ArrayList<>();
    for (int count = 2; count <= Math.min(MOST_JOINED, pairs.size()); count++) {
      List<Pair> longer = new ArrayList<>();
      for (int from = 0; from + count <= pairs.size(); from += count) {
        List<Pair> parts = pairs.subList(from, from + count);
        longer.add(
            new Pair(
                String.join(" ", parts.stream().map(Pair::source).toList()),
                String.join(" ", parts.stream().map(Pair::target).toList())));
      }
      groups.add(new LengthGroup(count + " joined", count, longer));
    }
    return groups;
  }

  /// Words of a source, the mean.
  double meanWords() {
    return pairs.stream().mapToInt(pair -> words(pair.source())).average().orElseThrow();
  }

  private static int words(String text) {
    return text.strip().split("\\s+").length;
  }
}
