package dev.sluice.cli.stream;

/// What happens to a new key when there are as many as allowed.
enum WhenFull {
  /// The key that was not used for longest is dropped, with its state.
  EVICT,
  /// Events of new keys are refused.
  REFUSE
}
