package dev.sluice.formats.keras;

import java.util.List;

/// What stateful layers keep between runs: one for each stream of batches.
public final class KerasState {
  /// By part of a stateful layer, in order; h and, of an LSTM, c.
  private final List<Part> parts;

  /// @param hidden `[B,H]`
  /// @param cell `[B,H]`, or empty
  record Part(float[] hidden, float[] cell) {}

  KerasState(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /// Zeros, for batches of any size.
  public static KerasState zeros() {
    return new KerasState(List.of());
  }

  List<Part> parts() {
    return parts;
  }
}
