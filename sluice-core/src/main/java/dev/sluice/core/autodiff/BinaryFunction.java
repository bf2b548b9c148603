package dev.sluice.core.autodiff;

/// Functions of two numbers and their derivatives, as loops along one row; strides are 0 or 1.
enum BinaryFunction {
  /// `∂/∂a = 1`, `∂/∂b = 1`
  PLUS {
    @Override
    void forward(int n, float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo) {
      for (int j = 0; j < n; j++) {
        y[yo + j] = a[ao + j * as] + b[bo + j * bs];
      }
    }

    @Override
    float slopeA(float a, float b) {
      return 1f;
    }

    @Override
    float slopeB(float a, float b) {
      return 1f;
    }
  },
  /// `∂/∂a = 1`, `∂/∂b = −1`
  MINUS {
    @Override
    void forward(int n, float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo) {
      for (int j = 0; j < n; j++) {
        y[yo + j] = a[ao + j * as] - b[bo + j * bs];
      }
    }

    @Override
    float slopeA(float a, float b) {
      return 1f;
    }

    @Override
    float slopeB(float a, float b) {
      return -1f;
    }
  },
  /// `∂/∂a = b`, `∂/∂b = a`
  TIMES {
    @Override
    void forward(int n, float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo) {
      for (int j = 0; j < n; j++) {
        y[yo + j] = a[ao + j * as] * b[bo + j * bs];
      }
    }

    @Override
    float slopeA(float a, float b) {
      return b;
    }

    @Override
    float slopeB(float a, float b) {
      return a;
    }
  },
  /// `∂/∂a = 1/b`, `∂/∂b = −(a/b)/b`
  DIVIDE {
    @Override
    void forward(int n, float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo) {
      for (int j = 0; j < n; j++) {
        y[yo + j] = a[ao + j * as] / b[bo + j * bs];
      }
    }

    @Override
    float slopeA(float a, float b) {
      return 1f / b;
    }

    @Override
    float slopeB(float a, float b) {
      return -(a / b) / b;
    }
  },
  /// 1 to the larger, ½ to each of two equals; a NaN passes to both
  MAX {
    @Override
    void forward(int n, float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo) {
      for (int j = 0; j < n; j++) {
        y[yo + j] = Math.max(a[ao + j * as], b[bo + j * bs]);
      }
    }

    @Override
    float slopeA(float a, float b) {
      return a < b ? 0f : a == b ? 0.5f : 1f;
    }

    @Override
    float slopeB(float a, float b) {
      return b < a ? 0f : a == b ? 0.5f : 1f;
    }
  },
  /// 1 to the smaller, ½ to each of two equals; a NaN passes to both
  MIN {
    @Override
    void forward(int n, float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo) {
      for (int j = 0; j < n; j++) {
        y[yo + j] = Math.min(a[ao + j * as], b[bo + j * bs]);
      }
    }

    @Override
    float slopeA(float a, float b) {
      return a > b ? 0f : a == b ? 0.5f : 1f;
    }

    @Override
    float slopeB(float a, float b) {
      return b > a ? 0f : a == b ? 0.5f : 1f;
    }
  };

  /// `y[j] = f(a[j·as], b[j·bs])` for `n` values.
  abstract void forward(
      int n, float[] a, int ao, int as, float[] b, int bo, int bs, float[] y, int yo);

  abstract float slopeA(float a, float b);

  abstract float slopeB(float a, float b);
}
