package dev.sluice.tasks.classify;

/// What stands for a whole sequence.
public enum Pooling {
  /// The state behind the last step, of a backward direction that behind the first.
  LAST,
  /// The mean over all steps.
  MEAN,
  /// The largest of each unit over all steps.
  MAX,
  /// A mean with learned weights (Yang et al. 2016, Hierarchical attention networks).
  ATTENTION
}
