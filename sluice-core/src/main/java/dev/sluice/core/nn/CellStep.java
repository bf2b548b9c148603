package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;

/// One step of a cell, made of tape operations: the general definition that every variant shares,
/// and that the fused operations repeat rounding by rounding.
interface CellStep {
  /// The input's part of the pre-activations, for any number of rows at once.
  ///
  /// @param x `[R,I]`
  Var project(Var x);

  /// The new state.
  ///
  /// @param projected rows of [#project] that belong to this step, `[n,G·H]`
  /// @param state `[n,P·H]`
  Var next(Var projected, Var state);

  /// The noise, which is told the step before [#next].
  RecurrentNoise noise();

  /// The tape it computes on.
  Tape tape();

  /// H.
  int hidden();
}
