package dev.sluice.tasks.speech.decode;

import java.util.List;
import java.util.Optional;

/// Prefix beam search (Hannun, Maas, Jurafsky and Ng 2014, arXiv 1408.2873; Graves and Jaitly 2014,
/// "Towards end-to-end speech recognition with recurrent neural networks"): the likeliest symbols,
/// all their paths summed, where [GreedyDecoder] takes the likeliest path.
///
/// ```
/// score(l) = ln Σ_{path: B(path) = l} Π_t y_t(path_t) + α·ln P(words of l, end) + β·|words of l|
/// ```
///
/// Each frame keeps the `width` best beginnings; equal scores go to the one with fewer symbols,
/// then to the lower symbol where they differ first. With a beam as wide as there are beginnings
/// the answer is exact. A word's part of the score comes with the separator behind it, or with its
/// symbol where symbols are words; the last word's, and that of the end, come last.
///
/// **A list of words** forbids symbols that begin no word of it. Separators may lead, follow and be
/// repeated: only what stands between them must be listed. Where nothing that was followed ends
/// with a whole word, the answer is the best of it cut to its complete words, and says so
/// ([Hypothesis.Ending#CUT]); the same if some frame leaves nothing possible at all.
///
/// Time grows with T·width·K. Memory grows with the symbols of what is followed and with T·width at
/// most.
///
/// @param alphabet what classes mean
/// @param width beginnings that are followed, 1 to [#WIDEST]
/// @param words that may be heard; all where it is empty
/// @param language what words count for; nothing where it is empty
public record BeamDecoder(
    Alphabet alphabet, int width, Optional<WordTrie> words, Optional<LanguageWeights> language) {
  /// The widest beam.
  public static final int WIDEST = 10_000;

  /// Checks the width, and that the list is for these symbols.
  public BeamDecoder {
    if (width < 1 || width > WIDEST) {
      throw new IllegalArgumentException(
          "a beam of %,d; it follows 1 to %,d".formatted(width, WIDEST));
    }
    if (words.isPresent() && words.get().alphabet() != alphabet) {
      throw new IllegalArgumentException(
          "the list of words is for other symbols; make it with WordTrie.of and this alphabet");
    }
  }

  /// Any symbols, nothing but the sound.
  public static BeamDecoder of(Alphabet alphabet, int width) {
    return new BeamDecoder(alphabet, width, Optional.empty(), Optional.empty());
  }

  /// With another width.
  public BeamDecoder width(int value) {
    return new BeamDecoder(alphabet, value, words, language);
  }

  /// Only words of a list.
  public BeamDecoder words(WordTrie list) {
    return new BeamDecoder(alphabet, width, Optional.of(list), language);
  }

  /// With a language model.
  public BeamDecoder language(LanguageWeights weights) {
    return new BeamDecoder(alphabet, width, words, Optional.of(weights));
  }

  /// The best of an utterance.
  ///
  /// @param logProbabilities `[T,K]`; −∞ forbids a class
  /// @throws IllegalArgumentException if they are no whole frames, or one is NaN or above 0, or all
  ///   of a frame are −∞
  public Hypothesis decode(float... logProbabilities) {
    return best(1, logProbabilities).getFirst();
  }

  /// The best of an utterance, the first one first; they differ in their symbols, be it in
  /// separators only.
  ///
  /// @param count how many at most, 1 or more; fewer where the beam has fewer
  /// @param logProbabilities `[T,K]`; −∞ forbids a class
  /// @throws IllegalArgumentException as [#decode]
  public List<Hypothesis> best(int count, float... logProbabilities) {
    if (count < 1) {
      throw new IllegalArgumentException("the " + count + " best; ask for 1 or more");
    }
    PrefixBeam beam = new PrefixBeam(this);
    beam.hear(logProbabilities);
    return beam.hypotheses(count);
  }

  /// Decodes frames as they come.
  ///
  /// @param delay frames after which a complete word is given though others are still followed, 0
  ///   or more; or [BeamStream#UNLIMITED]
  public BeamStream stream(int delay) {
    return new BeamStream(this, delay);
  }
}
