/// How near translations come to those of people: BLEU and chrF, the same numbers as sacreBLEU's
/// (Post 2018, arXiv 1804.08771).
///
/// ```
/// Bleu ─ BleuCounts ─ Tokeniser ─ Mteval, ChineseSigns ┐
/// Chrf ─ ChrfCounts ───────────────────────────────────┴ Casing ─ LowerCase
///                                                        Blanks, NGrams, References, Signature
/// ```
@NullMarked
package dev.sluice.tasks.translate.metric;

import org.jspecify.annotations.NullMarked;
