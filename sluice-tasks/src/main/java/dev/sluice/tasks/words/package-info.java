/// Words as vectors: a vector of the word itself beside one of its spelling.
///
/// ```
/// WordEncoder ─ WordEncoderSpec ─ WordBatch ─ Lexicon
/// ```
@NullMarked
package dev.sluice.tasks.words;

import org.jspecify.annotations.NullMarked;
