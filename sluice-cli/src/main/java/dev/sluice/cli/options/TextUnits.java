package dev.sluice.cli.options;

import dev.sluice.tasks.text.Symbols;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What a text is cut into.
///
/// @param kind of units
/// @param vocabulary the most there may be; of characters there are as many as the text has
public record TextUnits(Kind kind, int vocabulary) {
  /// All characters of the text.
  public static final TextUnits CHARACTERS = new TextUnits(Kind.CHARACTERS, 0);

  private static final Pattern COUNTED = Pattern.compile("(bpe|words|tokens):([0-9]{1,6})");
  private static final int BYTES = 256;
  private static final int MOST = 100_000;

  /// What a unit is.
  public enum Kind {
    /// A code point.
    CHARACTERS,
    /// A piece of a word, from byte pairs.
    BPE,
    /// A word.
    WORDS,
    /// What stands apart by blanks.
    TOKENS
  }

  /// `characters`, `bpe:4000`, `words:10000`, `tokens:100`
  public static final class Names implements ITypeConverter<TextUnits> {
    @Override
    public TextUnits convert(String text) {
      if (text.equals("characters")) {
        return CHARACTERS;
      }
      Matcher matcher = COUNTED.matcher(text);
      Kind kind =
          matcher.matches() ? Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)) : null;
      int size = kind == null ? 0 : Integer.parseInt(matcher.group(2));
      if (kind == null || size < (kind == Kind.BPE ? BYTES : 2) || size > MOST) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is none of characters, bpe:N with N from 256 to 100000, words:N and tokens:N with N from 2 to 100000");
      }
      return new TextUnits(kind, size);
    }
  }

  /// Those of a text to train on.
  public Symbols symbols(String text) {
    return switch (kind) {
      case CHARACTERS -> Symbols.characters(text);
      case BPE -> Symbols.subWords(text, vocabulary);
      case WORDS -> Symbols.words(text, vocabulary);
      case TOKENS -> Symbols.tokens(text, vocabulary);
    };
  }

  @Override
  public String toString() {
    return switch (kind) {
      case CHARACTERS -> "characters";
      case BPE -> "sub-words";
      case WORDS -> "words";
      case TOKENS -> "tokens";
    };
  }
}
