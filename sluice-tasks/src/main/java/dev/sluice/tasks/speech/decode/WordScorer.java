package dev.sluice.tasks.speech.decode;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the list of words and the language model say about a symbol more.
final class WordScorer {
  private final Alphabet alphabet;
  private final @Nullable WordTrie words;
  private final @Nullable LanguageWeights weights;

  /// The model's number of each class, where symbols are words.
  private final int[] wordIds;

  WordScorer(Alphabet alphabet, Optional<WordTrie> words, Optional<LanguageWeights> weights) {
    this.alphabet = alphabet;
    this.words = words.orElse(null);
    this.weights = weights.orElse(null);
    boolean areWords = alphabet.unit() == Alphabet.Unit.WORD && weights.isPresent();
    wordIds = new int[areWords ? alphabet.classes() : 0];
    for (int k = 1; k < wordIds.length; k++) {
      wordIds[k] = weights.orElseThrow().model().id(alphabet.symbol(k));
    }
  }

  /// Makes the beginning of all ready.
  Prefix root() {
    Prefix root = new Prefix();
    root.languageState = weights == null ? 0 : weights.model().start();
    return root;
  }

  /// Where the list is with a symbol more, or [WordTrie#NOWHERE]; separators may lead, follow and
  /// be repeated.
  int trieNode(Prefix prefix, int symbol) {
    if (words == null) {
      return WordTrie.ROOT;
    }
    int at = prefix.trieNode;
    if (alphabet.isSeparator(symbol)) {
      return at == WordTrie.ROOT || words.isWord(at) ? WordTrie.ROOT : WordTrie.NOWHERE;
    }
    int next = words.next(at, symbol);
    return next == WordTrie.NOWHERE || alphabet.unit() == Alphabet.Unit.CHARACTER
        ? next
        : WordTrie.ROOT;
  }

  /// Whether nothing is begun that is no word.
  boolean mayEnd(Prefix prefix) {
    return words == null || prefix.trieNode == WordTrie.ROOT || words.isWord(prefix.trieNode);
  }

  /// No symbol changes the bonus by more.
  double mostGain() {
    return weights == null
        ? 0
        : Math.max(0, weights.alpha() * weights.model().most() + weights.beta());
  }

  /// The bonus with a symbol more.
  double bonus(Prefix prefix, int symbol) {
    if (weights == null) {
      return prefix.bonus;
    }
    if (wordIds.length > 0) {
      return prefix.bonus + gain(weights, prefix.languageState, wordIds[symbol]);
    }
    return alphabet.isSeparator(symbol) ? prefix.bonus + lastWord(weights, prefix) : prefix.bonus;
  }

  /// Sets what goes with a symbol more.
  void enter(Prefix child, Prefix parent) {
    child.bonus = bonus(parent, child.symbol);
    child.trieNode = trieNode(parent, child.symbol);
    child.languageState = parent.languageState;
    if (weights == null) {
      return;
    }
    if (wordIds.length > 0) {
      child.languageState = weights.model().next(parent.languageState, wordIds[child.symbol]);
    } else if (alphabet.isSeparator(child.symbol) && isWordOpen(parent)) {
      child.languageState = weights.model().next(parent.languageState, parent.wordId);
    }
  }

  /// The bonus if this is all: the last word and the end.
  double finalBonus(Prefix prefix) {
    if (weights == null) {
      return prefix.bonus;
    }
    double bonus = prefix.bonus;
    int state = prefix.languageState;
    if (wordIds.length == 0 && isWordOpen(prefix)) {
      bonus += lastWord(weights, prefix);
      state = weights.model().next(state, prefix.wordId);
    }
    return bonus + scaled(weights, state, weights.model().end());
  }

  private static double gain(LanguageWeights weights, int state, int word) {
    return scaled(weights, state, word) + weights.beta();
  }

  private static double scaled(LanguageWeights weights, int state, int word) {
    return weights.alpha() * weights.model().logProbability(state, word);
  }

  /// Of the word that ends here, computed once; 0 if there is none.
  private double lastWord(LanguageWeights weights, Prefix prefix) {
    if (Double.isNaN(prefix.wordBonus)) {
      if (isWordOpen(prefix)) {
        prefix.wordId = weights.model().id(wordAt(prefix));
        prefix.wordBonus = gain(weights, prefix.languageState, prefix.wordId);
      } else {
        prefix.wordBonus = 0;
      }
    }
    return prefix.wordBonus;
  }

  /// Whether characters of a word stand behind the last separator; the root is a border of words.
  private boolean isWordOpen(Prefix prefix) {
    return prefix.parent != null && !alphabet.endsWord(prefix.symbol);
  }

  private String wordAt(Prefix prefix) {
    int length = 0;
    for (Prefix each = prefix; each != null && isWordOpen(each); each = each.parent) {
      length++;
    }
    int[] points = new int[length];
    for (Prefix each = prefix; each != null && isWordOpen(each); each = each.parent) {
      points[--length] = alphabet.symbol(each.symbol).codePointAt(0);
    }
    return new String(points, 0, points.length);
  }
}
