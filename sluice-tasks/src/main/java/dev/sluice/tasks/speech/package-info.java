/// Speech recognition: what was said, from what was heard.
///
/// ```
/// Sound ─► AudioInput: steps [T,S·D] ─► SpeechNetwork: dropout ─► stack ─► dropout ─► Linear: scores [T,K] ─► CTC
///                                                                                  └► decode: symbols ─► words with times
/// ```
///
/// Class 0 of a step is the blank of connectionist temporal classification (Graves et al. 2006):
/// nothing new is said. A [dev.sluice.tasks.audio.Manifest] names recordings and their texts,
/// [dev.sluice.tasks.speech.SpeechData] makes batches of them, a
/// [dev.sluice.tasks.speech.Recogniser] is what is left of training and turns sounds into
/// [dev.sluice.tasks.speech.Transcript]s, whole ones or, as a [dev.sluice.tasks.speech.Listener],
/// while they are spoken.
///
/// Called by the command line; calls `audio`, `decode` and the losses of `train`.
@NullMarked
package dev.sluice.tasks.speech;

import org.jspecify.annotations.NullMarked;
