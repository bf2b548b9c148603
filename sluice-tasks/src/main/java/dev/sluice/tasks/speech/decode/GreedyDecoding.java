package dev.sluice.tasks.speech.decode;

import java.util.List;

/// What the likeliest path says.
///
/// @param symbols separators too
/// @param words none of them empty
/// @param logProbability of the path, in nats
public record GreedyDecoding(
    List<DecodedSymbol> symbols, List<DecodedWord> words, double logProbability) {
  /// Copies the lists.
  public GreedyDecoding {
    symbols = List.copyOf(symbols);
    words = List.copyOf(words);
  }
}
