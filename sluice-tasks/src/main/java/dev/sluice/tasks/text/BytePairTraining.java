package dev.sluice.tasks.text;

import dev.sluice.tasks.text.BytePairs.Merge;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/// Learns pairs: the most frequent becomes one symbol everywhere, and again.
final class BytePairTraining {
  private final List<int[]> words = new ArrayList<>();
  private final List<Long> counts = new ArrayList<>();
  private final Map<Merge, Long> pairs = new HashMap<>();
  private final Map<Merge, Set<Integer>> places = new HashMap<>();

  /// A pair with the count that it had when it was put here.
  private record Entry(Merge pair, long count) {}

  private final PriorityQueue<Entry> queue =
      new PriorityQueue<>((a, b) ->
          a.count != b.count
              ? Long.compare(b.count, a.count)
              : a.pair.left() != b.pair.left()
                  ? Integer.compare(a.pair.left(), b.pair.left())
                  : Integer.compare(a.pair.right(), b.pair.right()));

  BytePairTraining(String text) {
    Map<String, Long> found = new LinkedHashMap<>();
    Pretokens.forEach(text, word -> found.merge(word, 1L, Long::sum));
    found.forEach((word, count) -> {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      int[] ids = new int[bytes.length];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = bytes[i] & 0xFF;
      }
      words.add(ids);
      counts.add(count);
    });
    for (int word = 0; word < words.size(); word++) {
      add(word, 1, null);
    }
    pairs.forEach((pair, count) -> queue.add(new Entry(pair, count)));
  }

  /// Adds or takes away the pairs of a word.
  ///
  /// @param sign 1 or −1
  /// @param changed collects the pairs whose counts changed, unless null
  private void add(int word, int sign, @org.jspecify.annotations.Nullable Set<Merge> changed) {
    int[] ids = words.get(word);
    for (int i = 0; i + 1 < ids.length; i++) {
      Merge pair = new Merge(ids[i], ids[i + 1]);
      pairs.merge(pair, sign * counts.get(word), Long::sum);
      if (sign > 0) {
        places.computeIfAbsent(pair, absent -> new TreeSet<>()).add(word);
      }
      if (changed != null) {
        changed.add(pair);
      }
    }
  }

  /// At most `most` pairs that stand at least twice.
  List<Merge> merges(int most) {
    List<Merge> merges = new ArrayList<>();
    while (merges.size() < most && !queue.isEmpty()) {
      Entry best = queue.remove();
      long now = pairs.getOrDefault(best.pair, 0L);
      if (now != best.count || now < 2) {
        continue; // it was put there again with its new count, or is too rare
      }
      merge(best.pair, BytePairs.BYTES + merges.size());
      merges.add(best.pair);
    }
    return merges;
  }

  private void merge(Merge pair, int id) {
    Set<Merge> changed = new java.util.HashSet<>();
    for (int word : places.getOrDefault(pair, Set.of()).stream().toList()) {
      add(word, -1, changed);
      words.set(word, merged(words.get(word), pair, id));
      add(word, 1, changed);
    }
    for (Merge each : changed) {
      long count = pairs.getOrDefault(each, 0L);
      if (count > 1) {
        queue.add(new Entry(each, count));
      }
    }
    places.remove(pair);
  }

  private static int[] merged(int[] ids, Merge pair, int id) {
    int[] out = new int[ids.length];
    int size = 0;
    for (int i = 0; i < ids.length; i++) {
      boolean joins = i + 1 < ids.length && ids[i] == pair.left() && ids[i + 1] == pair.right();
      out[size++] = joins ? id : ids[i];
      i += joins ? 1 : 0;
    }
    return java.util.Arrays.copyOf(out, size);
  }
}
