package dev.sluice.tasks.translate.metric;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts the n-grams of several sequences, n from 1 to an order: a tree whose nodes are n-grams,
/// the children of one being those with one symbol more. For one thread.
final class NGrams {
  private final int order;

  /// The child's number by its parent's (upper half; 0 is the root) and symbol (lower half).
  private final Map<Long, Integer> children = new HashMap<>();

  private final Map<String, Integer> symbols = new HashMap<>();

  /// n by number; behind the last node without meaning.
  private int[] lengths = {0};

  NGrams(int order) {
    this.order = order;
  }

  /// How often each n-gram is in a sequence of words.
  ///
  /// @return by number; owned by the caller; n-grams behind its end are not in the sequence
  int[] count(List<String> words) {
    int[] sequence = new int[words.size()];
    for (int t = 0; t < sequence.length; t++) {
      sequence[t] = symbols.computeIfAbsent(words.get(t), word -> symbols.size());
    }
    return count(sequence);
  }

  /// How often each n-gram is in a sequence of numbers; those of words are other numbers.
  ///
  /// @param sequence `[T]`
  /// @return as of words
  int[] count(int[] sequence) {
    int[] counts = new int[children.size() + 1 + sequence.length * order];
    lengths = Arrays.copyOf(lengths, counts.length);
    for (int from = 0; from < sequence.length; from++) {
      int node = 0;
      for (int n = 1; n <= order && from + n <= sequence.length; n++) {
        node = child(node, sequence[from + n - 1], n);
        counts[node]++;
      }
    }
    return counts;
  }

  private int child(int parent, int symbol, int length) {
    int added = children.size() + 1;
    Integer known = children.putIfAbsent((long) parent << 32 | symbol, added);
    if (known != null) {
      return known;
    }
    lengths[added] = length;
    return added;
  }

  /// How many n-grams both have, by n − 1: of each the lesser count.
  long[] matches(int[] left, int[] right) {
    long[] matches = new long[order];
    for (int node = 1; node < Math.min(left.length, right.length); node++) {
      int both = Math.min(left[node], right[node]);
      if (both > 0) {
        matches[lengths[node] - 1] += both;
      }
    }
    return matches;
  }

  /// Of each n-gram the greater count.
  static int[] most(int[] left, int[] right) {
    int[] longer = left.length < right.length ? right : left;
    int[] most = longer.clone();
    for (int node = 0; node < Math.min(left.length, right.length); node++) {
      most[node] = Math.max(left[node], right[node]);
    }
    return most;
  }

  /// How many n-grams a sequence of `length` symbols has.
  static int in(int length, int n) {
    return Math.max(0, length - n + 1);
  }
}
