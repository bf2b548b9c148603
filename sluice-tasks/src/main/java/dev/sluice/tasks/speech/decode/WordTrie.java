package dev.sluice.tasks.speech.decode;

import java.util.BitSet;
import java.util.Collection;

/// The words that may be heard, as a tree of their symbols: a beginning that is no word's is left
/// at once.
///
/// Takes about 25 bytes for each symbol of the words, beginnings that words share counted once.
public final class WordTrie {
  /// The most words of a list.
  public static final int MOST_WORDS = 1 << 20;

  /// The most nodes: symbols of all words, shared beginnings once.
  static final int MOST_NODES = 1 << 24;

  static final int ROOT = 0;
  static final int NOWHERE = -1;

  private final Alphabet alphabet;
  private final LongIndex nodes = new LongIndex();
  private final BitSet ends = new BitSet();
  private final int words;

  private WordTrie(Alphabet alphabet, Collection<String> words) {
    this.alphabet = alphabet;
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a list of no words; nothing could be heard with it");
    }
    if (words.size() > MOST_WORDS) {
      throw new IllegalArgumentException(
          "a list of %,d words; at most %,d".formatted(words.size(), MOST_WORDS));
    }
    for (String word : words) {
      int node = ROOT;
      for (int symbol : alphabet.spell(word)) {
        node = nodes.add(LongIndex.key(node, symbol)) + 1;
      }
      ends.set(node);
      if (nodes.size() > MOST_NODES) {
        throw new IllegalArgumentException(
            "the words up to \"%s\" have more than %,d symbols; leave long or rare ones out"
                .formatted(word, MOST_NODES));
      }
    }
    this.words = ends.cardinality();
  }

  /// A list of words; one that comes twice counts once.
  ///
  /// @param alphabet of the network that hears them
  /// @throws IllegalArgumentException if there is none, if one has a symbol that the network does
  ///   not know, or if there are too many
  public static WordTrie of(Alphabet alphabet, Collection<String> words) {
    return new WordTrie(alphabet, words);
  }

  /// The number of different words.
  public int size() {
    return words;
  }

  Alphabet alphabet() {
    return alphabet;
  }

  /// The beginning with one symbol more, or [#NOWHERE].
  int next(int node, int symbol) {
    int found = nodes.find(LongIndex.key(node, symbol));
    return found < 0 ? NOWHERE : found + 1;
  }

  /// Whether a beginning is a word.
  boolean isWord(int node) {
    return ends.get(node);
  }
}
