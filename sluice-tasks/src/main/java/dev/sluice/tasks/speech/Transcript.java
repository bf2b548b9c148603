package dev.sluice.tasks.speech;

import java.util.List;

/// What was said, as a recogniser writes it down.
///
/// @param text words with blanks between them
/// @param words with their times
/// @param logLikelihood of the text where a beam was searched, else of the likeliest path, in nats
public record Transcript(String text, List<SpokenWord> words, double logLikelihood) {
  /// Copies the list.
  public Transcript {
    words = List.copyOf(words);
  }
}
