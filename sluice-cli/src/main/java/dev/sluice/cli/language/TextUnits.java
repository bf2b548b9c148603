package dev.sluice.cli.language;

import dev.sluice.tasks.language.Symbols;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What a text is cut into.
///
/// @param vocabulary of sub-words, or 0 for characters
record TextUnits(int vocabulary) {
  static final TextUnits CHARACTERS = new TextUnits(0);

  private static final int BYTES = 256;
  private static final int MOST = 100_000;

  /// `characters`, `bpe:4000`
  static final class Names implements ITypeConverter<TextUnits> {
    @Override
    public TextUnits convert(String text) {
      if (text.equals("characters")) {
        return CHARACTERS;
      }
      int size = text.matches("bpe:[0-9]{1,6}") ? Integer.parseInt(text.substring(4)) : 0;
      if (size < BYTES || size > MOST) {
        throw new TypeConversionException(
            "'" + text + "' is neither characters nor bpe:N with N from 256 to 100000");
      }
      return new TextUnits(size);
    }
  }

  /// Those of a text to train on.
  Symbols symbols(String text) {
    return vocabulary == 0 ? Symbols.characters(text) : Symbols.subWords(text, vocabulary);
  }

  @Override
  public String toString() {
    return vocabulary == 0 ? "characters" : "sub-words";
  }
}
