package dev.sluice.tasks.speech.decode;

import java.util.List;
import java.util.stream.Collectors;

/// A word and the frames that say it.
///
/// @param start the first frame of its first symbol
/// @param end the last frame of its last symbol
/// @param confidence the probability of its symbols where they are likeliest, the least of them
public record DecodedWord(String word, int start, int end, double confidence) {
  /// Words with one blank between.
  public static String text(List<DecodedWord> words) {
    return words.stream().map(DecodedWord::word).collect(Collectors.joining(" "));
  }
}
