package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Var;
import dev.sluice.kernel.CheckedKernels;

/// The activation of a gate or candidate; σ and tanh take the fused kernels, the others are there
/// because published models use them.
public enum Activation {
  /// σ(x) = 1/(1+e⁻ˣ).
  SIGMOID {
    @Override
    Var of(Var x) {
      return x.sigmoid();
    }

    @Override
    void apply(CheckedKernels kernels, int n, float[] x, int offset) {
      kernels.sigmoid(n, x, offset, x, offset);
    }
  },
  /// tanh x.
  TANH {
    @Override
    Var of(Var x) {
      return x.tanh();
    }

    @Override
    void apply(CheckedKernels kernels, int n, float[] x, int offset) {
      kernels.tanh(n, x, offset, x, offset);
    }
  },
  /// max(x, 0).
  RELU {
    @Override
    Var of(Var x) {
      return x.relu();
    }

    @Override
    void apply(CheckedKernels kernels, int n, float[] x, int offset) {
      kernels.rnnRelu(1, n, x, offset, x, offset);
    }
  },
  /// max(0, min(1, 0.2 x + 0.5)): Keras 2 and ONNX.
  HARD_SIGMOID {
    @Override
    Var of(Var x) {
      return x.hardSigmoid();
    }

    @Override
    void apply(CheckedKernels kernels, int n, float[] x, int offset) {
      for (int i = offset; i < offset + n; i++) {
        x[i] = Math.max(0f, Math.min(1f, Math.fma(0.2f, x[i], 0.5f)));
      }
    }
  },
  /// x itself.
  LINEAR {
    @Override
    Var of(Var x) {
      return x;
    }

    @Override
    void apply(CheckedKernels kernels, int n, float[] x, int offset) {
      // x already is what it becomes
    }
  };

  /// The activation of every element.
  abstract Var of(Var x);

  /// The same roundings in place, outside of a tape.
  ///
  /// @param x `[n]` at `offset`
  abstract void apply(CheckedKernels kernels, int n, float[] x, int offset);
}
