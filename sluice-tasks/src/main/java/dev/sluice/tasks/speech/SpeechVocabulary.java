package dev.sluice.tasks.speech;

import dev.sluice.core.model.ModelException;
import dev.sluice.tasks.speech.decode.Alphabet;
import dev.sluice.tasks.text.Symbols;
import dev.sluice.train.loss.Ctc;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The classes of steps: class 0 is the blank, the others are characters or words.
///
/// Characters and words are numbered from 1 on, their 0 stands for all that training did not see,
/// which nobody can be heard to say; its place is the blank's.
///
/// @param symbols [Symbols.Points] or [Symbols.Tokens]
public record SpeechVocabulary(Symbols symbols) {
  /// What steps are told apart by.
  public enum Units {
    /// Characters, blanks between words included.
    CHARACTERS,
    /// Whole words: for few words that come often.
    WORDS
  }

  /// Checks what they are.
  ///
  /// @throws IllegalArgumentException as [Alphabet#of]
  public SpeechVocabulary {
    Alphabet.of(symbols);
  }

  /// All that texts are made of.
  public static SpeechVocabulary of(List<String> texts, Units units) {
    String all = texts.stream().map(SpeechVocabulary::plain).collect(Collectors.joining(" "));
    return new SpeechVocabulary(
        units == Units.CHARACTERS
            ? Symbols.characters(all + " ")
            : Symbols.tokens(all, Integer.MAX_VALUE));
  }

  /// A text with one blank between words and none around it.
  public static String plain(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /// What its symbols are.
  public Units units() {
    return symbols instanceof Symbols.Points ? Units.CHARACTERS : Units.WORDS;
  }

  /// K, the blank counted.
  public int size() {
    return symbols.size();
  }

  /// The classes of a text.
  ///
  /// @throws IllegalArgumentException if it has a symbol that training did not see, naming it
  public int[] encode(String text) {
    int[] ids = symbols.encode(plain(text));
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == Ctc.BLANK) {
        throw new IllegalArgumentException(
            "the %s \"%s\" does not come in training's texts; correct it, or move such texts there"
                .formatted(
                    units() == Units.WORDS ? "word" : "character",
                    symbols.pieces(plain(text)).get(i)));
      }
    }
    return ids;
  }

  /// The classes that stand between two texts: a blank between characters, none between words.
  int[] between() {
    return symbols instanceof Symbols.Points points ? points.encode(" ") : new int[0];
  }

  Map<String, byte[]> files() {
    return Map.of(symbols.fileName(), symbols.file());
  }

  /// @throws ModelException if the file is missing or damaged, or holds other units
  static SpeechVocabulary read(Map<String, byte[]> files, Path directory) {
    Symbols symbols = Symbols.read(files, directory);
    try {
      return new SpeechVocabulary(symbols);
    } catch (IllegalArgumentException e) {
      throw new ModelException(directory + ": " + e.getMessage(), e);
    }
  }
}
