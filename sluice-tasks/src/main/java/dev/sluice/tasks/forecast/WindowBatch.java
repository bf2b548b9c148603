package dev.sluice.tasks.forecast;

import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;

/// B windows as a network takes them, standardised by a [FeatureEncoder].
///
/// @param inputs B sequences of C steps of F features; sample ids are [Windows#id]
/// @param known what is known in advance of each target day: `[B,H,K]`
/// @param targets `[B,H·D]`, day after day, and for each day the D target columns
public record WindowBatch(Seq inputs, Tensor known, Tensor targets) {}
