/// From what a network says of each frame to words: greedily or with a beam, whole or while frames
/// come, with a list of words and a language model where there are.
///
/// ```
/// log y [T,K]   class 0 the blank, 1 … K−1 symbols        path   ─ c c ─ a t ─ ─ ␣ ─
/// B(path)       repeats once, blanks dropped              c a t ␣  ─► cat
///
/// GreedyDecoder   B of the likeliest path
/// BeamDecoder     argmax_l  ln Σ_{path: B(path)=l} Π_t y_t(path_t)  +  α ln P(words of l)  +  β·|words of l|
/// ```
///
/// An [dev.sluice.tasks.speech.decode.Alphabet] says what classes mean: characters with one that
/// parts words, or whole words. [dev.sluice.tasks.speech.decode.GreedyDecoder] and
/// [dev.sluice.tasks.speech.decode.BeamDecoder] decode whole utterances, or hand out a
/// [dev.sluice.tasks.speech.decode.GreedyStream] and a [dev.sluice.tasks.speech.decode.BeamStream],
/// which give words as soon as they are sure of them. [dev.sluice.tasks.speech.decode.WordTrie] is
/// a list of the words that may be heard, [dev.sluice.tasks.speech.decode.NgramModel] tells which
/// word comes next.
///
/// Frames are counted from 0, and ends are frames that still belong. Scores are computed in double
/// with `StrictMath` in a fixed order, so the same numbers give the same bits on every machine.
///
/// Called by `speech`; calls `text` for symbols and files.
@NullMarked
package dev.sluice.tasks.speech.decode;

import org.jspecify.annotations.NullMarked;
