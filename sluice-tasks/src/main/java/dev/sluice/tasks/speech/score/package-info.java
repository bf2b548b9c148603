/// How well speech is written down: word and character error rates, and where the errors are.
///
/// ```
/// REF: the cat sat ** down
/// HYP: the hat sat up down         1 replaced, 1 put in, of 4 words: 50 %
///
/// EditDistance ─ Alignment ─ ErrorRate
/// ```
@NullMarked
package dev.sluice.tasks.speech.score;

import org.jspecify.annotations.NullMarked;
