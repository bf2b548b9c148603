package dev.sluice.tasks.speech;

import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.core.tensor.Tensor;
import java.util.Optional;

/// Utterances as a network takes them.
///
/// @param x steps, packed, `[ΣT,S·D]`
/// @param targets the classes of what is said, a sequence for each of `x`
/// @param quiet `[ΣT,1]`, 1 at steps where nothing may be said, else 0; empty where anything may
public record SpeechBatch(Seq x, SeqIds targets, Optional<Tensor> quiet) {}
