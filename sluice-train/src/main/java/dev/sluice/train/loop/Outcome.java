package dev.sluice.train.loop;

/// Why training ended.
public enum Outcome {
  /// All epochs are done.
  COMPLETED,
  /// The validation loss has not fallen for as many epochs as `patience` says.
  EARLY_STOPPED,
  /// A [StopSignal] was given; parameters are those of the last step, not the best.
  INTERRUPTED
}
