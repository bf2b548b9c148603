package dev.sluice.formats.onnx.loop;

import dev.sluice.core.nn.Direction;
import java.util.Map;

/// A loop that is a GRU.
///
/// @param x what it runs over, `[T,B,I]`, or `[B,T,I]` with axis 1
/// @param axis of the steps
/// @param initial the state before, `[B,H]`
/// @param outputs what the loop's outputs are, by their names; those that nobody uses left out
record Recurrence(
    GruMatch.Gru gru,
    Direction direction,
    String x,
    int axis,
    String initial,
    Map<String, Output> outputs) {

  /// What an output of a loop is.
  enum Output {
    /// The state behind the last step, `[B,H]`.
    LAST,
    /// The states, `[T,B,H]`.
    ALL,
    /// The states as a sequence of tensors.
    SEQUENCE
  }
}
