package dev.sluice.core.autodiff;

import dev.sluice.core.compute.Compute;
import dev.sluice.core.compute.Parallel;
import dev.sluice.core.compute.RowNorm;
import dev.sluice.core.compute.Split;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import dev.sluice.kernel.CheckedKernels;
import java.util.List;

/// Layer normalisation over the last axis of F values (Ba et al. 2016, arXiv 1607.06450).
///
/// ```
/// μ = Σx/F    σ² = Σ(x−μ)²/F    s = 1/√(σ²+ε)    x̂ = (x−μ)·s    y = gain·x̂ + bias     RowNorm
///
/// g = dy·gain       dx += s·(g − Σg/F − x̂·Σ(g·x̂)/F)       because ∂μ/∂x = 1/F and ∂s/∂x = −s²·x̂/F
/// dgain += Σ dy·x̂ over rows                                dbias += Σ dy over rows
/// ```
///
/// Inputs are x, gain, bias.
final class LayerNorm implements Operation {
  private final float epsilon;

  /// x̂ `[rows,F]` followed by s `[rows]`, when a backward pass may follow.
  private Floats kept = Floats.of();

  LayerNorm(float epsilon) {
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException(
          "layerNorm: epsilon is " + epsilon + "; it must be positive, such as 1e-5f");
    }
    this.epsilon = epsilon;
  }

  @Override
  public String name() {
    return "layerNorm";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape expected = Shape.of(x.columns());
    if (x.rank() == 0 || !inputs.get(1).equals(expected) || !inputs.get(2).equals(expected)) {
      throw new IllegalArgumentException(
          "layerNorm: x has shape "
              + x
              + ", gain "
              + inputs.get(1)
              + " and bias "
              + inputs.get(2)
              + "; both must be "
              + expected
              + ", the last axis of x");
    }
    return x;
  }

  @Override
  public void forward(Frame frame) {
    Compute compute = frame.compute();
    Floats x = frame.in(0);
    Floats gain = frame.in(1);
    Floats bias = frame.in(2);
    Floats y = frame.out();
    int rows = frame.outShape().rows();
    int n = gain.length();
    kept = frame.keep(Math.addExact(Math.multiplyExact(rows, n), rows));
    Parallel.run(
        compute,
        rows,
        n,
        (share, from, to) -> {
          for (int row = from; row < to; row++) {
            int hat = kept.offset() + row * n;
            kept.set(
                rows * n + row,
                RowNorm.normalise(
                    compute.kernels(),
                    epsilon,
                    n,
                    x.array(),
                    x.offset() + row * n,
                    kept.array(),
                    hat));
            RowNorm.scale(
                n,
                kept.array(),
                hat,
                gain.array(),
                gain.offset(),
                bias.array(),
                bias.offset(),
                y.array(),
                y.offset() + row * n);
          }
        });
  }

  @Override
  public void backward(Frame frame) {
    if (frame.wants(0)) {
      addToInput(frame);
    }
    Floats dy = frame.outGradient();
    int n = frame.inShape(0).columns();
    if (frame.wants(1)) {
      Floats dgain = frame.inGradient(1);
      for (int i = 0; i < dy.length(); i++) {
        int to = dgain.offset() + i % n;
        dgain.array()[to] += dy.array()[dy.offset() + i] * kept.array()[kept.offset() + i];
      }
    }
    if (frame.wants(2)) {
      Products.addRows(frame.outShape().rows(), dy, frame.inGradient(2));
    }
  }

  private void addToInput(Frame frame) {
    Compute compute = frame.compute();
    Floats dy = frame.outGradient();
    Floats dx = frame.inGradient(0);
    Floats gain = frame.in(1);
    int rows = frame.outShape().rows();
    int n = gain.length();
    Split split = Parallel.split(compute, rows, n);
    Floats scratch = compute.arena().floats(split.count() * n);
    Parallel.run(
        compute,
        split,
        (share, from, to) -> {
          Floats g = scratch.slice(share * n, n);
          for (int row = from; row < to; row++) {
            for (int j = 0; j < n; j++) {
              g.array()[g.offset() + j] =
                  dy.array()[dy.offset() + row * n + j] * gain.array()[gain.offset() + j];
            }
            Floats hat = kept.slice(row * n, n);
            addRow(compute.kernels(), n, g, hat, kept.get(rows * n + row), dx.slice(row * n, n));
          }
        });
  }

  private static void addRow(
      CheckedKernels kernels, int n, Floats g, Floats hat, float s, Floats dx) {
    float mean = kernels.sum(n, g.array(), g.offset()) / n;
    float slope = kernels.dot(n, g.array(), g.offset(), hat.array(), hat.offset()) / n;
    for (int j = 0; j < n; j++) {
      float centred = g.array()[g.offset() + j] - mean;
      dx.array()[dx.offset() + j] += s * Math.fma(-slope, hat.array()[hat.offset() + j], centred);
    }
  }
}
