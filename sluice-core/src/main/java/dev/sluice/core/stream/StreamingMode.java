package dev.sluice.core.stream;

/// What a stream's answer depends on; stored in the model.
public enum StreamingMode {
  /// Everything since the stream began: the state is carried on. Equals `predict` on the whole
  /// prefix; for models trained with carried state.
  CARRIED,
  /// The last C steps: the state holds them, re-run for each answer. Equals `predict` on that
  /// window.
  SLIDING
}
