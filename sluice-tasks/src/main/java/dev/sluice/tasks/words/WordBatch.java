package dev.sluice.tasks.words;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.SeqIds;

/// Sentences as numbers.
///
/// @param words `[ΣT]`, packed; copied
/// @param lengths of the sentences
/// @param spellings the characters of U different words
/// @param spelled `[ΣT]`, packed: which of the spellings each word has; copied
public record WordBatch(int[] words, Lengths lengths, SeqIds spellings, int[] spelled) {
  /// Copies the arrays.
  public WordBatch {
    words = words.clone();
    spelled = spelled.clone();
  }

  @Override
  public int[] words() {
    return words.clone();
  }

  @Override
  public int[] spelled() {
    return spelled.clone();
  }
}
