package dev.sluice.core.autodiff;

import dev.sluice.core.compute.Compute;
import dev.sluice.core.compute.Parallel;
import dev.sluice.core.compute.Split;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import dev.sluice.kernel.CheckedKernels;
import java.util.List;

/// `yᵢ = (xᵢ − m) − ln Σ e^(xʲ − m)` along the last axis, with `m = max x`: the logarithm of
/// softmax without the underflow.
///
/// `∂yⱼ/∂xᵢ = δᵢⱼ − e^yᵢ`, so `dxᵢ += dyᵢ − e^yᵢ · Σ dyⱼ`.
///
/// An element of −∞ stays −∞; a row of −∞ only, or with a NaN or +∞ in it, becomes NaN.
record LogSoftmax() implements Operation {
  @Override
  public String name() {
    return "logSoftmax";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Softmax.lastAxis(name(), inputs.getFirst());
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
            row(compute.kernels(), n, x.slice(row * n, n), y.slice(row * n, n));
          }
        });
  }

  private static void row(CheckedKernels kernels, int n, Floats x, Floats y) {
    float[] out = y.array();
    int yo = y.offset();
    float max = Softmax.exponentials(kernels, n, x.array(), x.offset(), out, yo);
    float[] logarithm = {kernels.sum(n, out, yo)};
    kernels.log(1, logarithm, 0, logarithm, 0);
    for (int j = 0; j < n; j++) {
      out[yo + j] = (x.array()[x.offset() + j] - max) - logarithm[0];
    }
  }

  @Override
  public void backward(Frame frame) {
    Compute compute = frame.compute();
    CheckedKernels kernels = compute.kernels();
    Floats y = frame.out();
    Floats dy = frame.outGradient();
    Floats dx = frame.inGradient(0);
    int n = frame.outShape().columns();
    Split split = Parallel.split(compute, frame.outShape().rows(), n);
    Floats scratch = compute.arena().floats(split.count() * n);
    Parallel.run(
        compute,
        split,
        (share, from, to) -> {
          Floats softmax = scratch.slice(share * n, n);
          for (int row = from; row < to; row++) {
            row(
                kernels,
                n,
                y.slice(row * n, n),
                dy.slice(row * n, n),
                dx.slice(row * n, n),
                softmax);
          }
        });
  }

  private static void row(
      CheckedKernels kernels, int n, Floats y, Floats dy, Floats dx, Floats softmax) {
    kernels.exp(n, y.array(), y.offset(), softmax.array(), softmax.offset());
    float sum = kernels.sum(n, dy.array(), dy.offset());
    for (int j = 0; j < n; j++) {
      dx.array()[dx.offset() + j] +=
          Math.fma(-softmax.array()[softmax.offset() + j], sum, dy.array()[dy.offset() + j]);
    }
  }
}
