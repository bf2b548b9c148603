package dev.sluice.core.nn;

import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;

/// One layer of a recurrent stack in one direction: its parameters, and the ways to compute it.
interface CellLayer {
  /// All steps of all sequences.
  ///
  /// @param state where it begins, `[B,P·H]` in the caller's order
  Pass run(SeqVar x, Var state);

  /// One step as tape operations, for loops of one's own.
  ///
  /// @param x `[B,I]`
  /// @param state `[B,P·H]`
  /// @return the new state `[B,P·H]`
  Var step(Tape tape, Var x, Var state);

  /// Steps as tape operations, without noise, on weights made ready once.
  CellStep steps(Tape tape);

  /// A copy of the weights, packed for single steps.
  ///
  /// @param memory where the copy lives; never reset
  PackedCell pack(Tape tape, PackedWeights.Packing packing);

  /// What a layer computed.
  ///
  /// @param hidden h of every step, `[ΣT,H]`
  /// @param state the state behind each sequence's last step, `[B,P·H]`
  record Pass(SeqVar hidden, Var state) {}
}
