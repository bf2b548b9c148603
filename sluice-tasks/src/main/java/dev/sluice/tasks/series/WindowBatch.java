package dev.sluice.tasks.series;

import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;

/// B windows as a network takes them, standardised by a [FeatureEncoder].
///
/// @param inputs B sequences of C steps of F features; sample ids are [Windows#id]
/// @param known what is known in advance of each target step: `[B,H,K]`
/// @param targets `[B,H·D]`, step after step, and for each step the D target columns; `NaN` where
///   the future is still open
public record WindowBatch(Seq inputs, Tensor known, Tensor targets) {}
