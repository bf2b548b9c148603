/// A tag for each word of a sentence: parts of speech, names.
///
/// ```
/// Tagger ─ TagScore, Spans ─ TaggedData ─ TaggerNetwork ─ TaggerSpec ─ TaggedFile ─ TaggedSentence
/// ```
@NullMarked
package dev.sluice.tasks.tag;

import org.jspecify.annotations.NullMarked;
