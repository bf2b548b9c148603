package dev.sluice.train.optim;

/// Which parameters weight decay acts on.
public enum Decayed {
  /// All alike.
  ALL,
  /// Those with two or more axes: weights and embeddings, but no biases, gains or learned states.
  MATRICES
}
