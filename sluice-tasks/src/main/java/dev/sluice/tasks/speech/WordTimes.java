package dev.sluice.tasks.speech;

import dev.sluice.core.tensor.Tensor;

/// Where the ends of words are known: when one may be said, and which one is being said.
///
/// @param quiet `[ΣT,1]`, 1 at steps where nothing may be said, else 0
/// @param within `[ΣT,K]`, 1 at the symbol of the word that a step belongs to, else 0
public record WordTimes(Tensor quiet, Tensor within) {}
