package dev.sluice.tasks.words;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.SeqIds;

/// Sentences as numbers.
///
/// @param words `[ΣT]`, packed
/// @param lengths of the sentences
/// @param spellings the characters of U different words
/// @param spelled `[ΣT]`, packed: which of the spellings each word has
public record WordBatch(int[] words, Lengths lengths, SeqIds spellings, int[] spelled) {}
