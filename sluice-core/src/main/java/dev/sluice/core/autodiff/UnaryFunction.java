package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Floats;
import dev.sluice.kernel.CheckedKernels;

/// Functions of one number and their derivatives, as loops over windows of `n` floats.
enum UnaryFunction {
  /// `dy/dx = 1 − y²`
  TANH {
    @Override
    void forward(CheckedKernels kernels, int n, Floats x, Floats y) {
      kernels.tanh(n, x.array(), x.offset(), y.array(), y.offset());
    }

    @Override
    void backward(
        int n, float[] x, int xo, float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo) {
      for (int i = 0; i < n; i++) {
        dx[dxo + i] += dy[dyo + i] * Math.fma(-y[yo + i], y[yo + i], 1f);
      }
    }
  },
  /// `dy/dx = y(1 − y)`
  SIGMOID {
    @Override
    void forward(CheckedKernels kernels, int n, Floats x, Floats y) {
      kernels.sigmoid(n, x.array(), x.offset(), y.array(), y.offset());
    }

    @Override
    void backward(
        int n, float[] x, int xo, float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo) {
      for (int i = 0; i < n; i++) {
        dx[dxo + i] += dy[dyo + i] * (y[yo + i] * (1f - y[yo + i]));
      }
    }
  },
  /// `dy/dx = 1` for `x > 0`, else 0
  RELU {
    @Override
    void forward(CheckedKernels kernels, int n, Floats x, Floats y) {
      for (int i = 0; i < n; i++) {
        y.array()[y.offset() + i] = Math.max(x.array()[x.offset() + i], 0f);
      }
    }

    @Override
    void backward(
        int n, float[] x, int xo, float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo) {
      for (int i = 0; i < n; i++) {
        dx[dxo + i] += x[xo + i] <= 0f ? 0f : dy[dyo + i]; // so that a NaN passes
      }
    }
  },
  /// `dy/dx = 0.2` for `−2.5 < x < 2.5`, else 0
  HARD_SIGMOID {
    @Override
    void forward(CheckedKernels kernels, int n, Floats x, Floats y) {
      for (int i = 0; i < n; i++) {
        float line = Math.fma(0.2f, x.array()[x.offset() + i], 0.5f);
        y.array()[y.offset() + i] = Math.max(0f, Math.min(1f, line));
      }
    }

    @Override
    void backward(
        int n, float[] x, int xo, float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo) {
      for (int i = 0; i < n; i++) {
        dx[dxo + i] += y[yo + i] <= 0f || y[yo + i] >= 1f ? 0f : 0.2f * dy[dyo + i];
      }
    }
  },
  /// `dy/dx = y`
  EXP {
    @Override
    void forward(CheckedKernels kernels, int n, Floats x, Floats y) {
      kernels.exp(n, x.array(), x.offset(), y.array(), y.offset());
    }

    @Override
    void backward(
        int n, float[] x, int xo, float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo) {
      for (int i = 0; i < n; i++) {
        dx[dxo + i] += dy[dyo + i] * y[yo + i];
      }
    }
  },
  /// `dy/dx = 1/x`
  LOG {
    @Override
    void forward(CheckedKernels kernels, int n, Floats x, Floats y) {
      kernels.log(n, x.array(), x.offset(), y.array(), y.offset());
    }

    @Override
    void backward(
        int n, float[] x, int xo, float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo) {
      for (int i = 0; i < n; i++) {
        dx[dxo + i] += dy[dyo + i] / x[xo + i];
      }
    }
  },
  /// `dy/dx = sign x`, 0 at 0
  ABS {
    @Override
    void forward(CheckedKernels kernels, int n, Floats x, Floats y) {
      for (int i = 0; i < n; i++) {
        y.array()[y.offset() + i] = Math.abs(x.array()[x.offset() + i]);
      }
    }

    @Override
    void backward(
        int n, float[] x, int xo, float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo) {
      for (int i = 0; i < n; i++) {
        dx[dxo + i] += dy[dyo + i] * Math.signum(x[xo + i]);
      }
    }
  },
  /// `dy/dx = 2x`
  SQUARE {
    @Override
    void forward(CheckedKernels kernels, int n, Floats x, Floats y) {
      for (int i = 0; i < n; i++) {
        float v = x.array()[x.offset() + i];
        y.array()[y.offset() + i] = v * v;
      }
    }

    @Override
    void backward(
        int n, float[] x, int xo, float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo) {
      for (int i = 0; i < n; i++) {
        dx[dxo + i] += dy[dyo + i] * (2f * x[xo + i]);
      }
    }
  },
  /// `dy/dx = 1/(2y)`, infinite at 0
  SQRT {
    @Override
    void forward(CheckedKernels kernels, int n, Floats x, Floats y) {
      for (int i = 0; i < n; i++) {
        y.array()[y.offset() + i] = (float) Math.sqrt(x.array()[x.offset() + i]);
      }
    }

    @Override
    void backward(
        int n, float[] x, int xo, float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo) {
      for (int i = 0; i < n; i++) {
        dx[dxo + i] += dy[dyo + i] / (2f * y[yo + i]);
      }
    }
  };

  /// `y = f(x)`; all of `x` and `y` are `[n]`.
  abstract void forward(CheckedKernels kernels, int n, Floats x, Floats y);

  /// `dx += dy · f'(x)`; all windows are `[n]`.
  abstract void backward(
      int n, float[] x, int xo, float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo);
}
