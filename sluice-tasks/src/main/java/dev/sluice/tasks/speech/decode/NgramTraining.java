package dev.sluice.tasks.speech.decode;

import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Counts n-grams and makes probabilities of the counts, see [NgramModel].
///
/// Counts are nodes of a trie like the table's; the suffix of a counted n-gram is counted too,
/// because it ends at the same place.
final class NgramTraining {
  private static final Set<String> RESERVED =
      Set.of(NgramModel.BEGIN, NgramModel.END, NgramModel.UNKNOWN);

  private final NgramTable table;
  private final LongIndex index = new LongIndex();

  /// Of each node: how often, how many words and how many different ones after it, and its suffix.
  private long[] count = new long[16];

  private long[] after = new long[16];
  private int[] different = new int[16];
  private int[] suffix = new int[16];
  private int[] length = new int[16];

  NgramTraining(List<? extends List<String>> sentences, int order) {
    if (order < 1 || order > NgramModel.LARGEST_ORDER) {
      throw new IllegalArgumentException(
          "an n-gram model of order %d; from 1 to %d".formatted(order, NgramModel.LARGEST_ORDER));
    }
    if (sentences.isEmpty()) {
      throw new IllegalArgumentException("no sentence to learn from; give one or more");
    }
    table = new NgramTable(order);
    table.addWord(NgramModel.UNKNOWN);
    table.addWord(NgramModel.BEGIN);
    table.addWord(NgramModel.END);
    vocabulary(sentences).forEach(table::addWord);
    node(NgramTable.ROOT, table.word(NgramModel.UNKNOWN), NgramTable.ROOT);
    for (List<String> sentence : sentences) {
      count(sentence);
    }
  }

  /// In the order of their UTF-16 units.
  private static Set<String> vocabulary(List<? extends List<String>> sentences) {
    Set<String> words = new TreeSet<>();
    sentences.forEach(words::addAll);
    CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
    for (String word : words) {
      if (RESERVED.contains(word)) {
        throw new IllegalArgumentException(
            "the word %s is reserved for the model's own use; take it out".formatted(word));
      }
      if (word.isEmpty() || word.chars().anyMatch(c -> c <= ' ') || !utf8.canEncode(word)) {
        throw new IllegalArgumentException(
            "the word \"%s\" is empty or has a blank, a sign of control or half a character; split sentences at blanks"
                .formatted(word));
      }
    }
    return words;
  }

  /// Counts each n-gram that ends at a word or at the end.
  private void count(List<String> sentence) {
    int order = table.order();
    // nodes[k] is that of the k words up to the current place.
    int[] nodes = new int[order + 1];
    nodes[1] = node(NgramTable.ROOT, table.word(NgramModel.BEGIN), NgramTable.ROOT);
    int known = 1;
    for (int i = 0; i <= sentence.size(); i++) {
      int word = table.word(i < sentence.size() ? sentence.get(i) : NgramModel.END);
      int[] longer = new int[order + 1];
      for (int k = 1; k <= Math.min(order, known + 1); k++) {
        int context = nodes[k - 1];
        longer[k] = node(context, word, longer[k - 1]);
        after[context]++;
        different[context] += count[longer[k]]++ == 0 ? 1 : 0;
      }
      nodes = longer;
      known = Math.min(order, known + 1);
    }
  }

  private int node(int context, int word, int shorter) {
    int node = index.add(LongIndex.key(context, word)) + 1;
    if (node == count.length) {
      count = Arrays.copyOf(count, 2 * node);
      after = Arrays.copyOf(after, 2 * node);
      different = Arrays.copyOf(different, 2 * node);
      suffix = Arrays.copyOf(suffix, 2 * node);
      length = Arrays.copyOf(length, 2 * node);
    }
    suffix[node] = shorter;
    length[node] = length[context] + 1;
    return node;
  }

  /// A counted n-gram and its key in the table.
  private record Entry(long key, int node) {}

  /// Shorter n-grams first, each order sorted by the numbers of words.
  NgramTable table() {
    List<List<Integer>> byLength = new ArrayList<>();
    for (int n = 0; n <= table.order(); n++) {
      byLength.add(new ArrayList<>());
    }
    for (int node = 1; node <= index.size(); node++) {
      byLength.get(length[node]).add(node);
    }
    double[] probability = new double[index.size() + 1];
    // V counts the end and the unknown word, the beginning not.
    probability[NgramTable.ROOT] = 1.0 / (table.words().size() - 1);
    int[] place = new int[index.size() + 1];
    for (int n = 1; n <= table.order(); n++) {
      List<Entry> entries = new ArrayList<>();
      for (int node : byLength.get(n)) {
        long key = index.keyOf(node - 1);
        entries.add(new Entry(LongIndex.key(place[(int) (key >>> 32)], (int) key), node));
      }
      entries.sort(Comparator.comparingLong(Entry::key));
      for (Entry entry : entries) {
        add(n, entry, probability);
        place[entry.node] = table.size();
      }
    }
    return table;
  }

  private void add(int n, Entry entry, double[] probability) {
    int node = entry.node;
    int context = (int) (index.keyOf(node - 1) >>> 32);
    int word = (int) entry.key;
    double types = different[context];
    probability[node] =
        (count[node] + types * probability[suffix[node]]) / (after[context] + types);
    boolean isBegin = n == 1 && word == table.word(NgramModel.BEGIN);
    double log10 = isBegin ? NgramModel.LOG10_OF_ZERO : StrictMath.log10(probability[node]);
    double backOff =
        after[node] == 0
            ? 0
            : StrictMath.log10(different[node] / (double) (after[node] + different[node]));
    table.add(n, (int) (entry.key >>> 32), word, log10, backOff);
  }
}
