package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Var;

/// The activation of a gate or candidate; σ and tanh take the fused kernels, the others are there
/// because published models use them.
public enum Activation {
  /// σ(x) = 1/(1+e⁻ˣ).
  SIGMOID {
    @Override
    Var of(Var x) {
      return x.sigmoid();
    }
  },
  /// tanh x.
  TANH {
    @Override
    Var of(Var x) {
      return x.tanh();
    }
  },
  /// max(x, 0).
  RELU {
    @Override
    Var of(Var x) {
      return x.relu();
    }
  },
  /// max(0, min(1, 0.2 x + 0.5)): Keras 2 and ONNX.
  HARD_SIGMOID {
    @Override
    Var of(Var x) {
      return x.hardSigmoid();
    }
  },
  /// x itself.
  LINEAR {
    @Override
    Var of(Var x) {
      return x;
    }
  };

  /// The activation of every element.
  abstract Var of(Var x);
}
