package dev.sluice.train.loop;

/// Why training ended.
public enum Outcome {
  /// All epochs are done.
  COMPLETED,
  /// No epoch was better than the best for as many epochs as `patience` says.
  EARLY_STOPPED,
  /// A [StopSignal] was given; parameters are those of the last step, not the best.
  INTERRUPTED
}
