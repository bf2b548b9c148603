package dev.sluice.tasks.speech;

import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.SeqIds;
import java.util.Optional;

/// Utterances as a network takes them.
///
/// @param x steps, packed, `[ΣT,S·D]`
/// @param targets the classes of what is said, a sequence for each of `x`
/// @param times of words, where they are known; empty where anything may be said at any time
public record SpeechBatch(Seq x, SeqIds targets, Optional<WordTimes> times) {}
