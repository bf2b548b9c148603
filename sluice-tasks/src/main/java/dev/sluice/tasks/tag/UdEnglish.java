package dev.sluice.tasks.tag;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.tasks.tag.TaggedFile.Format;
import dev.sluice.tasks.words.WordEncoderSpec;
import dev.sluice.train.loop.Recipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Universal parts of speech of the English Web Treebank (Silveira et al. 2014; Universal
/// Dependencies), its own three parts, from scratch: nothing but its training part is learned from.
public final class UdEnglish {
  private UdEnglish() {}

  /// A part, of `en_ewt-ud-PART.conllu` or the same packed (`.gz`).
  ///
  /// @param part `train`, `dev` or `test`
  public static List<TaggedSentence> read(Path folder, String part) {
    Path plain = folder.resolve("en_ewt-ud-" + part + ".conllu");
    Path packed = folder.resolve("en_ewt-ud-" + part + ".conllu.gz");
    return TaggedFile.read(
        Files.exists(packed) ? packed : plain, StandardCharsets.UTF_8, Format.CONLLU);
  }

  /// Words of 100 and spellings of 2 × 50 values, a layer of 128 units in each direction, a CRF;
  /// chosen on the development part.
  public static TaggerSpec spec(TaggerVocabulary vocabulary) {
    WordEncoderSpec words = WordEncoderSpec.of(vocabulary.lexicon(), 100, 32, 50, 0.2);
    GruSpec cell = GruSpec.of(words.outputSize(), 128).direction(Direction.BOTH);
    int tags = vocabulary.tags().size();
    return new TaggerSpec(words, cell, tags, TaggerSpec.Output.CRF, 0.4, 0.5, 0);
  }

  /// 12 epochs in batches of 32 sentences.
  public static Recipe training() {
    return new Recipe(3e-3, 12, 32, 0, 0.999);
  }
}
