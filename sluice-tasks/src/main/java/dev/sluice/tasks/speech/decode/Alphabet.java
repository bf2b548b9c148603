package dev.sluice.tasks.speech.decode;

import dev.sluice.tasks.text.Symbols;
import dev.sluice.train.loss.Ctc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What the classes of a frame mean: 0 is the blank, 1 … K−1 are characters, one of which parts
/// words, or whole words.
public final class Alphabet {
  /// The class that says nothing.
  public static final int BLANK = Ctc.BLANK;

  private static final int NONE = -1;

  private final Unit unit;
  private final List<String> symbols;
  private final Map<String, Integer> classes = new HashMap<>();
  private final int separator;

  /// What a symbol is.
  public enum Unit {
    /// One code point of a word, or the separator.
    CHARACTER,
    /// A word.
    WORD
  }

  private Alphabet(Unit unit, List<String> symbols, String separator) {
    if (symbols.isEmpty()) {
      throw new IllegalArgumentException("no symbols but the blank; nothing could be said");
    }
    this.unit = unit;
    this.symbols = List.copyOf(symbols);
    for (int i = 0; i < symbols.size(); i++) {
      String symbol = symbols.get(i);
      check(unit, symbol, i + 1);
      Integer before = classes.putIfAbsent(symbol, i + 1);
      if (before != null) {
        throw new IllegalArgumentException(
            "\"%s\" is class %d and class %d; a symbol has one class"
                .formatted(symbol, before, i + 1));
      }
    }
    this.separator = classes.getOrDefault(separator, NONE);
  }

  private static void check(Unit unit, String symbol, int place) {
    if (unit == Unit.CHARACTER
        && (symbol.isEmpty() || symbol.codePointCount(0, symbol.length()) != 1)) {
      throw new IllegalArgumentException(
          "class %d is \"%s\", not one character; whole words are Alphabet.words"
              .formatted(place, symbol));
    }
    if (unit == Unit.WORD && !symbol.matches("\\S+")) {
      throw new IllegalArgumentException(
          "class %d is \"%s\"; a word has a character and no blank".formatted(place, symbol));
    }
  }

  /// Symbols that are words.
  ///
  /// @param words of class 1, 2, …
  /// @throws IllegalArgumentException if one is empty, has a blank in it, or comes twice
  public static Alphabet words(List<String> words) {
    return new Alphabet(Unit.WORD, words, "");
  }

  /// Symbols that are characters.
  ///
  /// @param characters of class 1, 2, …, one code point each
  /// @param separator the one of them that stands between words
  /// @throws IllegalArgumentException if one is no single character or comes twice, or if the
  ///   separator is none of them
  public static Alphabet characters(List<String> characters, String separator) {
    Alphabet alphabet = new Alphabet(Unit.CHARACTER, characters, separator);
    if (alphabet.separator == NONE) {
      throw new IllegalArgumentException(
          "\"%s\", which parts words, is none of the %,d characters; add it to them"
              .formatted(separator, characters.size()));
    }
    return alphabet;
  }

  /// Characters parted by blanks, or tokens, which are words. A class is the id itself: ids begin
  /// at 1, and 0 stands for what training did not see. That is never said, so its place is the
  /// blank's, and nothing has to be shifted.
  ///
  /// @throws IllegalArgumentException if symbols are sub-words or words with blanks before them,
  ///   whose id 0 or borders mean something else; or if there is no blank among characters
  public static Alphabet of(Symbols symbols) {
    return switch (symbols) {
      case Symbols.Points points -> characters(names(points), " ");
      case Symbols.Tokens tokens -> words(names(tokens));
      default ->
          throw new IllegalArgumentException(
              symbols.fileName()
                  + " holds symbols that do not part words; speech is decoded to characters or"
                  + " tokens");
    };
  }

  private static List<String> names(Symbols symbols) {
    return IntStream.range(1, symbols.size()).mapToObj(id -> symbols.reader().next(id)).toList();
  }

  /// What its symbols are.
  public Unit unit() {
    return unit;
  }

  /// K, the blank counted.
  public int classes() {
    return symbols.size() + 1;
  }

  /// What a class stands for, "" for the blank.
  ///
  /// @throws IllegalArgumentException if there is no such class
  public String symbol(int symbol) {
    if (symbol < 0 || symbol > symbols.size()) {
      throw new IllegalArgumentException("class " + symbol + " is not in 0 … " + symbols.size());
    }
    return symbol == BLANK ? "" : symbols.get(symbol - 1);
  }

  /// Whether a class parts words; never where symbols are words.
  boolean isSeparator(int symbol) {
    return symbol == separator;
  }

  /// Whether a word is over with this symbol: the separator, or the word itself.
  boolean endsWord(int symbol) {
    return unit == Unit.WORD || symbol == separator;
  }

  /// The classes of a word.
  ///
  /// @throws IllegalArgumentException if it cannot be said with these symbols
  int[] spell(String word) {
    if (unit == Unit.WORD) {
      return new int[] {symbolOf(word, word)};
    }
    if (word.isEmpty()) {
      throw new IllegalArgumentException("a word without characters; leave it out");
    }
    return word.codePoints().map(point -> symbolOf(Character.toString(point), word)).toArray();
  }

  private int symbolOf(String symbol, String word) {
    int found = classes.getOrDefault(symbol, NONE);
    if (found == NONE || isSeparator(found)) {
      throw new IllegalArgumentException(
          "the word \"%s\" cannot be heard: \"%s\" %s; leave it out"
              .formatted(
                  word,
                  symbol,
                  found == NONE ? "is none of the network's symbols" : "stands between words"));
    }
    return found;
  }
}
