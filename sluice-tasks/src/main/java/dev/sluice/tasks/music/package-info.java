/// Polyphonic music: which keys sound next.
///
/// ```
/// piano rolls [T][keys] ─► PianoRolls ─► MusicTraining ─► MusicNetwork ─► MusicScore
///                          train, validation, test         per step and per sequence
/// ```
///
/// [Chung2014] is the comparison of tanh, GRU and LSTM of that paper, as `sluice reproduce` runs
/// it.
@NullMarked
package dev.sluice.tasks.music;

import org.jspecify.annotations.NullMarked;
