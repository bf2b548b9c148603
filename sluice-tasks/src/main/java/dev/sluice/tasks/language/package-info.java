/// Models of text: which symbol comes next.
///
/// ```
/// LanguageModel ─ Generator ─ Generators ─ LanguageTraining ─ LanguageScore ─ LanguageNetwork ─ LanguageSpec ─ Characters
/// ```
@NullMarked
package dev.sluice.tasks.language;

import org.jspecify.annotations.NullMarked;
