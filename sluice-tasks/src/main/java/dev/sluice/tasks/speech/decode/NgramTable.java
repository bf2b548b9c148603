package dev.sluice.tasks.speech.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The n-grams of a back-off model as a trie: the node of `h w` is found by the node of `h` and
/// `w`. Node 0 has no words; nodes are numbered as they were added, shorter n-grams first.
///
/// ```
/// suffix(h w) = the longest part of its end that has a node        a state walks along suffixes
/// ```
final class NgramTable {
  static final int ROOT = 0;
  static final int NOWHERE = -1;

  private final List<String> words = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final LongIndex index = new LongIndex();
  private final int order;

  /// The last node of each order.
  private final int[] last;

  /// The largest back-off of each order, log10; 0 if none is above.
  private final double[] mostBackOff;

  /// log10 of probability and back-off, and the suffix, of each node.
  private double[] log10 = new double[16];

  private double[] backOff = new double[16];
  private int[] suffix = new int[16];

  NgramTable(int order) {
    this.order = order;
    last = new int[order + 1];
    mostBackOff = new double[order + 1];
  }

  int order() {
    return order;
  }

  /// The number of n-grams of all orders.
  int size() {
    return index.size();
  }

  /// The first node of an order, and behind its last one.
  int from(int length) {
    return last[length - 1] + 1;
  }

  int to(int length) {
    return last[length] + 1;
  }

  List<String> words() {
    return Collections.unmodifiableList(words);
  }

  /// The number of a word, or −1.
  int word(String word) {
    return ids.getOrDefault(word, NOWHERE);
  }

  /// Numbers a new word.
  int addWord(String word) {
    ids.put(word, words.size());
    words.add(word);
    return words.size() - 1;
  }

  /// The node behind a context, or −1.
  int find(int context, int word) {
    int found = index.find(LongIndex.key(context, word));
    return found < 0 ? NOWHERE : found + 1;
  }

  /// Adds an n-gram that is not there.
  ///
  /// @param length n; never shorter than one that was added before
  /// @param context the node of its words but the last
  /// @param word the last
  void add(int length, int context, int word, double probability, double back) {
    int node = index.add(LongIndex.key(context, word)) + 1;
    if (node == log10.length) {
      log10 = Arrays.copyOf(log10, 2 * node);
      backOff = Arrays.copyOf(backOff, 2 * node);
      suffix = Arrays.copyOf(suffix, 2 * node);
    }
    log10[node] = probability;
    backOff[node] = back;
    mostBackOff[length] = Math.max(mostBackOff[length], back);
    suffix[node] = context == ROOT ? ROOT : longest(suffix[context], word);
    Arrays.fill(last, length, last.length, node);
  }

  /// The longest node that `word` makes behind a context or an end of it.
  private int longest(int context, int word) {
    for (int each = context; ; each = suffix[each]) {
      int node = find(each, word);
      if (node != NOWHERE || each == ROOT) {
        return Math.max(node, ROOT);
      }
    }
  }

  /// The context for what comes after a word: at most n−1 words.
  int contextAfter(int context, int word) {
    int node = longest(context, word);
    return node > last[order - 1] ? suffix[node] : node;
  }

  /// log10 P(word|context)
  double log10(int context, int word) {
    double sum = 0;
    for (int each = context; ; each = suffix[each]) {
      int node = find(each, word);
      if (node != NOWHERE) {
        return sum + log10[node];
      }
      sum += backOff[each];
    }
  }

  /// What no log10 P exceeds: 0, unless a file's back-offs make it more.
  double most() {
    return Arrays.stream(mostBackOff).sum();
  }

  double log10(int node) {
    return log10[node];
  }

  double backOff(int node) {
    return backOff[node];
  }

  /// The words of a node.
  String text(int node) {
    long key = index.keyOf(node - 1);
    String word = words.get((int) key);
    int context = (int) (key >>> 32);
    return context == ROOT ? word : text(context) + " " + word;
  }
}
