package dev.sluice.tasks.tag;

import dev.sluice.tasks.words.WordBatch;

/// Sentences and their tags.
///
/// @param tags `[ΣT]`, packed as the words are
record TaggedBatch(WordBatch words, int[] tags) {}
