package dev.sluice.tasks.translate;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.tasks.text.Symbols;
import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.translate.metric.Casing;
import dev.sluice.train.loop.Recipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Captions of pictures in English, translated by people (Elliott et al. 2016, arXiv 1605.00459;
/// task 1): its own parts, from scratch, without the pictures.
///
/// @param folder of the files `train.en`, `train.de` and so on, which may be packed (`.gz`)
/// @param target the language to translate into
/// @param casing [Casing#LOWER] makes all texts lower-case, the right translations too
public record Multi30k(Path folder, Language target, Casing casing) {
  private static final int SUB_WORDS = 5000;
  private static final int EMBEDDING = 192;
  private static final int ENCODER = 192;
  private static final int DECODER = 320;
  private static final double DROPOUT = 0.3;
  private static final double SMOOTHING = 0.1;

  /// A language that captions are translated into.
  public enum Language {
    /// German.
    DE("German"),
    /// French.
    FR("French"),
    /// Czech, without a part of 2017.
    CS("Czech");

    private final String title;

    Language(String title) {
      this.title = title;
    }

    /// Its name.
    public String title() {
      return title;
    }

    /// As files end with it.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A part of the data.
  public enum Part {
    /// 29,000 captions to learn from.
    TRAIN("train"),
    /// 1,014 to choose the epoch by.
    VALIDATION("val"),
    /// 1,000 that results are given of.
    TEST_2016("test_2016_flickr"),
    /// 1,000 of a later year.
    TEST_2017("test_2017_flickr");

    private final String file;

    Part(String file) {
      this.file = file;
    }
  }

  /// Whether both files of a part are there.
  public boolean has(Part part) {
    return Files.exists(file(part, "en")) && Files.exists(file(part, target.code()));
  }

  /// The pairs of a part.
  ///
  /// @throws TextException if a file cannot be read, or lines do not belong together
  public List<Pair> read(Part part) {
    return new ParallelText(ParallelText.Empty.REFUSE)
        .read(file(part, "en"), file(part, target.code()), StandardCharsets.UTF_8).pairs().stream()
            .map(pair -> new Pair(casing.apply(pair.source()), casing.apply(pair.target())))
            .toList();
  }

  /// The packed one if it is there.
  private Path file(Part part, String language) {
    Path plain = folder.resolve(part.file + "." + language);
    Path packed = folder.resolve(part.file + "." + language + ".gz");
    return Files.exists(packed) ? packed : plain;
  }

  /// 5,000 sub-words of each language.
  ///
  /// @param pairs to train on
  public static TranslatorVocabulary vocabulary(List<Pair> pairs) {
    return TranslatorVocabulary.of(
        pairs, TranslatorSpec.Tables.SEPARATE, text -> Symbols.subWords(text, SUB_WORDS));
  }

  /// Vectors of 192 values, 192 units in each direction to read, 320 to write, additive attention.
  public static TranslatorSpec spec(TranslatorVocabulary vocabulary) {
    return TranslatorSpec.of(
            GruSpec.of(EMBEDDING, ENCODER).direction(Direction.BOTH),
            GruSpec.of(2 * EMBEDDING, DECODER),
            vocabulary.sourceSize(),
            vocabulary.targetSize())
        .regularised(DROPOUT, SMOOTHING);
  }

  /// 12 epochs in batches of 64.
  public static Recipe training() {
    return new Recipe(3e-3, 12, 64, 0, 0.999);
  }

  /// A beam of 5, α chosen on validation with German.
  public static Search search() {
    return Search.beam(5).alpha(1.4);
  }
}
