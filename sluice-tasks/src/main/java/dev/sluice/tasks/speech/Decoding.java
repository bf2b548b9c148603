package dev.sluice.tasks.speech;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.speech.decode.BeamDecoder;
import dev.sluice.tasks.speech.decode.DecodedWord;
import dev.sluice.tasks.speech.decode.GreedyDecoding;
import dev.sluice.tasks.speech.decode.Hypothesis;
import java.util.List;

/// How steps become a text.
@FunctionalInterface
public interface Decoding {
  /// What is said.
  ///
  /// @param logProbabilities `[T,K]`
  /// @param model whose steps they are
  Transcript of(Tensor logProbabilities, Recogniser model);

  /// The likeliest class of each step, repeats once, without blanks: what a [Listener] writes down
  /// too.
  static Decoding greedy() {
    return (scores, model) -> {
      GreedyDecoding decoding = Words.decoder(model).decode(scores.data());
      return transcript(decoding.words(), decoding.logProbability(), model);
    };
  }

  /// The likeliest text, all of its paths summed, with a list of words or an n-gram model where the
  /// decoder has one.
  ///
  /// @param decoder of the model's own [Recogniser#alphabet]
  static Decoding beam(BeamDecoder decoder) {
    return (scores, model) -> {
      Hypothesis best = decoder.decode(scores.data());
      return transcript(best.words(), best.logProbability(), model);
    };
  }

  private static Transcript transcript(
      List<DecodedWord> words, double logLikelihood, Recogniser model) {
    return new Transcript(
        DecodedWord.text(words),
        words.stream().map(word -> Words.spoken(word, model)).toList(),
        logLikelihood);
  }
}
