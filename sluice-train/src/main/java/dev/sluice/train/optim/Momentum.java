package dev.sluice.train.optim;

/// How [Sgd] uses its velocity.
public enum Momentum {
  /// Polyak 1964: step along the velocity.
  HEAVY_BALL,
  /// Nesterov 1983 in the form of Sutskever et al. 2013: step along the velocity as it will be.
  NESTEROV
}
