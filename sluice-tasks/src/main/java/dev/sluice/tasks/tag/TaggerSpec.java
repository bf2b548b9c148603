package dev.sluice.tasks.tag;

import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.tasks.words.WordEncoderSpec;
import dev.sluice.train.loop.Rates;

/// What a [TaggerNetwork] computes.
///
/// @param words how words become vectors
/// @param cell the stack over them, mostly in both directions; its inputs are what `words` gives
/// @param tags K
/// @param output how tags are chosen
/// @param inputDropout of the words' vectors, in `[0,1)`
/// @param outputDropout before the output layer, in `[0,1)`
/// @param smoothing of the tags in training, in `[0,1)` (Szegedy et al. 2016, arXiv 1512.00567); a
///   CRF has none
public record TaggerSpec(
    WordEncoderSpec words,
    RecurrentSpec<?> cell,
    int tags,
    Output output,
    double inputDropout,
    double outputDropout,
    double smoothing) {
  /// How tags are chosen.
  public enum Output {
    /// Each by itself.
    SOFTMAX,
    /// All of a sentence together, see [dev.sluice.train.loss.Crf].
    CRF
  }

  /// Checks that the parts fit.
  public TaggerSpec {
    if (cell.inputSize() != words.outputSize()) {
      throw new IllegalArgumentException(
          "words have vectors of %d, the stack takes %d"
              .formatted(words.outputSize(), cell.inputSize()));
    }
    Rates.requireShare("dropout of the input", inputDropout);
    Rates.requireShare("dropout before the output", outputDropout);
    Rates.requireShare("smoothing", smoothing);
    if (output == Output.CRF && smoothing > 0) {
      throw new IllegalArgumentException("a CRF takes tags as they are; leave smoothing at 0");
    }
    if (tags < 1) {
      throw new IllegalArgumentException("a tagger needs at least 1 tag, not " + tags);
    }
  }
}
