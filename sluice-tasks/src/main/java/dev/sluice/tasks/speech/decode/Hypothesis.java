package dev.sluice.tasks.speech.decode;

import java.util.List;

/// What may have been said.
///
/// Frames are those of the likeliest path that says the symbols, among the paths that the beam
/// followed.
///
/// @param symbols separators too
/// @param words none of them empty
/// @param logProbability ln of the sum over paths that say the symbols, in nats; with a beam that
///   is not wide enough for all beginnings the sum is over those that it followed, and smaller
/// @param score with what the language model makes of the words and of their end
/// @param ending whether they are all that was heard
public record Hypothesis(
    List<DecodedSymbol> symbols,
    List<DecodedWord> words,
    double logProbability,
    double score,
    Ending ending) {
  /// How it came to its end.
  public enum Ending {
    /// With the last frame.
    COMPLETE,
    /// Nothing that the beam followed ended with a word of the list: these are the words that were
    /// complete in the best of them, logProbability and score are those of all its symbols, the end
    /// not counted.
    CUT
  }

  /// Copies the lists.
  public Hypothesis {
    symbols = List.copyOf(symbols);
    words = List.copyOf(words);
  }

  /// Its words with one blank between.
  public String text() {
    return DecodedWord.text(words);
  }
}
