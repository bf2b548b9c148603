package dev.sluice.tasks.translate;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.tasks.text.Symbols;
import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.text.TextFile;
import dev.sluice.train.loop.Recipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// From the spelling of English words to their sound: the CMU Pronouncing Dictionary, about 126,000
/// words in phonemes of ARPAbet, vowels with their stress (`AH0`).
///
/// A line of `cmudict.dict` is a word and its phonemes; `word(2)` is another way to say the same
/// word, and `#` begins a comment. Parts are taken by words, so that all ways to say one are in one
/// part.
public final class CmuDict {
  private static final int EMBEDDING = 96;
  private static final int ENCODER = 192;
  private static final int DECODER = 320;
  private static final double DROPOUT = 0.2;
  private static final double SMOOTHING = 0.05;

  /// More than there are, about 70 with their stress.
  private static final int MOST_PHONEMES = 200;

  private static final String FILE = "cmudict.dict";
  private static final Pattern COMMENT = Pattern.compile("#.*");
  private static final Pattern VARIANT = Pattern.compile("\\(\\d+\\)$");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private CmuDict() {}

  /// A word and all ways to say it, in the order of the dictionary, no two alike.
  ///
  /// @param said phonemes, blanks between
  public record Word(String spelling, List<String> said) {
    /// Copies the list.
    public Word {
      said = List.copyOf(said);
      if (said.isEmpty()) {
        throw new IllegalArgumentException(
            "there is no way to say '%s'; give one or more".formatted(spelling));
      }
    }

    /// The part it belongs to.
    public Part part() {
      CRC32 crc = new CRC32();
      crc.update(spelling.getBytes(StandardCharsets.UTF_8));
      return switch ((int) (crc.getValue() % 20)) {
        case 18 -> Part.VALIDATION;
        case 19 -> Part.TEST;
        default -> Part.TRAIN;
      };
    }
  }

  /// A part, by the CRC32 of the spelling (its UTF-8) modulo 20.
  public enum Part {
    /// 0 to 17.
    TRAIN,
    /// 18.
    VALIDATION,
    /// 19, the words that the tests of `sluice-formats` judge `g2p_en` by.
    TEST
  }

  /// All words of `cmudict.dict`, as they come.
  ///
  /// @throws TextException if it cannot be read, a line has a word only, or there are no words:
  ///   with file and line
  public static List<Word> read(Path folder) {
    Path file = folder.resolve(FILE);
    List<String> lines = TextFile.read(file, StandardCharsets.UTF_8).lines().toList();
    Map<String, List<String>> words = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = COMMENT.matcher(lines.get(i)).replaceFirst("").strip();
      if (line.isEmpty()) {
        continue;
      }
      String[] parts = BLANKS.split(line, 2);
      if (parts.length < 2) {
        throw new TextException(
            "%s: line %d: '%s' has no phonemes; a line is a word and its phonemes, blanks between"
                .formatted(file, i + 1, line));
      }
      String said = BLANKS.matcher(parts[1]).replaceAll(" ");
      List<String> ways =
          words.computeIfAbsent(
              VARIANT.matcher(parts[0]).replaceFirst(""), word -> new ArrayList<>());
      if (!ways.contains(said)) {
        ways.add(said);
      }
    }
    if (words.isEmpty()) {
      throw new TextException(file + " has no words; a line is a word and its phonemes");
    }
    return words.entrySet().stream().map(each -> new Word(each.getKey(), each.getValue())).toList();
  }

  /// The words of a part.
  public static List<Word> part(List<Word> words, Part part) {
    return words.stream().filter(word -> word.part() == part).toList();
  }

  /// A pair for each way to say each word.
  public static List<Pair> pairs(List<Word> words) {
    return words.stream()
        .flatMap(word -> word.said.stream().map(said -> new Pair(word.spelling, said)))
        .toList();
  }

  /// Letters to read, phonemes to write.
  public static TranslatorVocabulary vocabulary(List<Pair> pairs) {
    return TranslatorVocabulary.of(
        pairs,
        TranslatorSpec.Tables.SEPARATE,
        Symbols::characters,
        text -> Symbols.tokens(text, MOST_PHONEMES));
  }

  /// Vectors of 96 values, 192 units in each direction to read, 320 to write, additive attention.
  public static TranslatorSpec spec(TranslatorVocabulary vocabulary) {
    return TranslatorSpec.of(
            GruSpec.of(EMBEDDING, ENCODER).direction(Direction.BOTH),
            GruSpec.of(2 * EMBEDDING, DECODER),
            vocabulary.sourceSize(),
            vocabulary.targetSize())
        .regularised(DROPOUT, SMOOTHING);
  }

  /// 8 epochs in batches of 128.
  public static Recipe training() {
    return new Recipe(3e-3, 8, 128, 0, 0.999);
  }

  /// A beam of 5.
  public static Search search() {
    return Search.beam(5);
  }
}
