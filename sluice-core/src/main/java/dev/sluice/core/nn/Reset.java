package dev.sluice.core.nn;

/// Where the reset gate acts; the two are different families of functions, never converted into one
/// another.
public enum Reset {
  /// `n = tanh(W x + U (r ⊙ h') + b)`: Cho et al. 2014, Chung et al. 2014, the article's cell.
  BEFORE_MATMUL,
  /// `n = tanh(W x + b + r ⊙ (U h' + b_h))`: PyTorch, cuDNN, Keras with `reset_after`.
  AFTER_MATMUL
}
