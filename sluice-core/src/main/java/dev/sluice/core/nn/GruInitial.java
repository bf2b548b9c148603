package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Initializer;

/// How the parameters of a new GRU are made.
///
/// @param input fills each gate's block `[H,I]` of the input weights
/// @param recurrent fills each gate's block `[H,H]` of the recurrent weights
public record GruInitial(
    Initializer input, Initializer recurrent, float updateBias, float resetBias) {
  /// Glorot for the input, orthogonal for the recurrence, biases 0.
  public static final GruInitial STANDARD = new GruInitial(Init.glorot(), Init.orthogonal(), 0, 0);

  GruInitial gateBias(float update, float reset) {
    return new GruInitial(input, recurrent, update, reset);
  }

  GruInitial initialisers(Initializer newInput, Initializer newRecurrent) {
    return new GruInitial(newInput, newRecurrent, updateBias, resetBias);
  }
}
