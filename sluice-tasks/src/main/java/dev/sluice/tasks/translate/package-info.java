/// Translation: from a sequence of symbols to another one of another length.
///
/// ```
/// source ids ─► Embedding [ΣS,E] ─► stack in both directions: memory [ΣS,M]
/// target ids, one step right ─► Embedding ‖ what the step before said [R,2E] ─► stack h [R,H]
/// h ─► attention over memory: c [R,M] ─► a = tanh(W [h ‖ c]) [R,E] ─► logits [R,V]
/// ```
///
/// [dev.sluice.tasks.translate.ParallelText] reads pairs of texts,
/// [dev.sluice.tasks.translate.TranslatorVocabulary] numbers their symbols,
/// [dev.sluice.tasks.translate.TranslatorNetwork] learns, and
/// [dev.sluice.tasks.translate.Translator] is the frozen model, which searches with a beam.
///
/// [dev.sluice.tasks.translate.Dates], [dev.sluice.tasks.translate.Multi30k] and
/// [dev.sluice.tasks.translate.CmuDict] are sets of pairs, each with a network and a training;
/// [dev.sluice.tasks.translate.TranslationScore] and [dev.sluice.tasks.translate.PhonemeScore] say
/// how good a model is.
@NullMarked
package dev.sluice.tasks.translate;

import org.jspecify.annotations.NullMarked;
