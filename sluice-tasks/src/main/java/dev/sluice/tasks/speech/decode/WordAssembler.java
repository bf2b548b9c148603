package dev.sluice.tasks.speech.decode;

import java.util.ArrayList;
import java.util.List;

/// Puts symbols together to words; holds the word that is not over yet.
final class WordAssembler {
  private final Alphabet alphabet;
  private final StringBuilder word = new StringBuilder();
  private int start;
  private int end;
  private double confidence;

  WordAssembler(Alphabet alphabet) {
    this.alphabet = alphabet;
  }

  /// All words of symbols, the last one too.
  static List<DecodedWord> words(Alphabet alphabet, List<DecodedSymbol> symbols) {
    WordAssembler assembler = new WordAssembler(alphabet);
    List<DecodedWord> words = new ArrayList<>();
    for (DecodedSymbol each : symbols) {
      assembler.add(each.symbol(), each.first(), each.last(), each.probability(), words);
    }
    assembler.end(words);
    return words;
  }

  /// Takes the next symbol; adds the word that is over with it.
  void add(int symbol, int first, int last, double probability, List<DecodedWord> words) {
    if (alphabet.isSeparator(symbol)) {
      end(words);
      return;
    }
    confidence = word.isEmpty() ? probability : Math.min(confidence, probability);
    start = word.isEmpty() ? first : start;
    end = last;
    word.append(alphabet.symbol(symbol));
    if (alphabet.endsWord(symbol)) {
      end(words);
    }
  }

  /// The word is over, if there is one.
  void end(List<DecodedWord> words) {
    if (!word.isEmpty()) {
      words.add(new DecodedWord(word.toString(), start, end, confidence));
      word.setLength(0);
    }
  }
}
