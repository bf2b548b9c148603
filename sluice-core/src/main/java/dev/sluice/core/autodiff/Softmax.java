package dev.sluice.core.autodiff;

import dev.sluice.core.compute.Compute;
import dev.sluice.core.compute.Parallel;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import dev.sluice.kernel.CheckedKernels;
import java.util.List;

/// `yᵢ = eˣⁱ / Σ eˣʲ` along the last axis, computed from `x − max x` so that nothing overflows.
///
/// `∂yⱼ/∂xᵢ = yⱼ(δᵢⱼ − yᵢ)`, so `dxᵢ += yᵢ·(dyᵢ − Σ yⱼ·dyⱼ)`.
///
/// An element of −∞ gets probability 0; a row of −∞ only, or with a NaN or +∞ in it, becomes NaN.
record Softmax() implements Operation {
  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return lastAxis(name(), inputs.getFirst());
  }

  static Shape lastAxis(String name, Shape shape) {
    if (shape.rank() == 0) {
      throw new IllegalArgumentException(
          name + " runs along the last axis; shape " + shape + " has none; reshape() it");
    }
    return shape;
  }

  @Override
  public void forward(Frame frame) {
    Compute compute = frame.compute();
    Floats x = frame.in(0);
    Floats y = frame.out();
    int n = frame.outShape().columns();
    Parallel.run(
        compute,
        frame.outShape().rows(),
        n,
        (share, from, to) -> {
          for (int row = from; row < to; row++) {
            row(compute.kernels(), n, x, y, row * n);
          }
        });
  }

  private static void row(CheckedKernels kernels, int n, Floats x, Floats y, int at) {
    float[] out = y.array();
    int yo = y.offset() + at;
    exponentials(kernels, n, x.array(), x.offset() + at, out, yo);
    float sum = kernels.sum(n, out, yo);
    for (int j = 0; j < n; j++) {
      out[yo + j] /= sum;
    }
  }

  /// `y = e^(x − max x)`; the result is the maximum.
  static float exponentials(CheckedKernels kernels, int n, float[] x, int xo, float[] y, int yo) {
    float max = kernels.max(n, x, xo);
    for (int j = 0; j < n; j++) {
      y[yo + j] = x[xo + j] - max;
    }
    kernels.exp(n, y, yo, y, yo);
    return max;
  }

  @Override
  public void backward(Frame frame) {
    CheckedKernels kernels = frame.compute().kernels();
    Floats y = frame.out();
    Floats dy = frame.outGradient();
    Floats dx = frame.inGradient(0);
    int n = frame.outShape().columns();
    Parallel.run(
        frame.compute(),
        frame.outShape().rows(),
        n,
        (share, from, to) -> {
          for (int row = from; row < to; row++) {
            int yo = y.offset() + row * n;
            int dyo = dy.offset() + row * n;
            int dxo = dx.offset() + row * n;
            float dot = kernels.dot(n, y.array(), yo, dy.array(), dyo);
            for (int j = 0; j < n; j++) {
              dx.array()[dxo + j] += y.array()[yo + j] * (dy.array()[dyo + j] - dot);
            }
          }
        });
  }
}
