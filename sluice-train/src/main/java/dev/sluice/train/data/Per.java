package dev.sluice.train.data;

/// What a target belongs to.
public enum Per {
  /// One target for a whole sequence: `[B,O]`, or class ids `[B]`.
  SEQUENCE,
  /// One target for each step: `[ΣT,O]`, or class ids `[ΣT]`.
  STEP
}
