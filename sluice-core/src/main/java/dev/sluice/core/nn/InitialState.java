package dev.sluice.core.nn;

/// What a recurrent stack starts from when no state is given.
public enum InitialState {
  /// Zeros.
  ZERO,
  /// A trained vector, the same for every sequence.
  LEARNED
}
