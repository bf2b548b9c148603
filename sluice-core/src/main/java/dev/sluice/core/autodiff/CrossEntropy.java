package dev.sluice.core.autodiff;

import dev.sluice.core.compute.Arena;
import dev.sluice.core.compute.Compute;
import dev.sluice.core.compute.Parallel;
import dev.sluice.core.compute.Split;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import dev.sluice.kernel.CheckedKernels;
import java.util.List;

/// Cross-entropy of logits `x [R,V]` and class ids `c [R]`, softmax included:
///
/// ```
/// l(r,v) = (x(r,v) − m_r) − ln Σ_u e^(x(r,u) − m_r)       m_r = max_v x(r,v), as LogSoftmax
/// y      = −1/R Σ_r [ (1−ε)·l(r,c_r) + ε/V·Σ_v l(r,v) ]
/// d(r,v) = −dy/R·( (1−ε)·[v = c_r] + ε/V )                dL/dl
/// dx(r,v) += d(r,v) − e^l(r,v) · Σ_u d(r,u)
/// ```
///
/// Over a large vocabulary `l` and its gradient are the largest arrays of a network, and reading
/// and writing them takes longer than computing them: kept are two numbers a row, and rows are
/// computed again.
final class CrossEntropy implements Operation {
  private final int[] ids;
  private final float smoothing;

  /// `[R]` each: m, and the logarithm.
  private Floats maxima = Floats.of();

  private Floats logarithms = Floats.of();

  /// @param ids `[R]`, each from 0 to V−1; not copied
  /// @param smoothing ε
  CrossEntropy(int[] ids, float smoothing) {
    this.ids = ids;
    this.smoothing = smoothing;
  }

  @Override
  public String name() {
    return "crossEntropy";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.getFirst();
    if (x.rank() != 2 || x.dim(0) != ids.length) {
      throw new IllegalArgumentException(
          "crossEntropy: logits have shape %s and class ids [%d]; it needs [R,V] and [R]"
              .formatted(x, ids.length));
    }
    for (int r = 0; r < ids.length; r++) {
      if (ids[r] < 0 || ids[r] >= x.dim(1)) {
        throw new IllegalArgumentException(
            "crossEntropy: row %d has class id %d, which is not in 0 … %d"
                .formatted(r, ids[r], x.dim(1) - 1));
      }
    }
    return Shape.of();
  }

  @Override
  public void forward(Frame frame) {
    Compute compute = frame.compute();
    int rows = ids.length;
    int n = frame.inShape(0).columns();
    Floats x = frame.in(0);
    maxima = frame.keep(rows);
    logarithms = frame.keep(rows);
    Arena.Mark mark = compute.arena().mark();
    Floats own = compute.arena().floats(rows);
    Floats all = compute.arena().zeros(rows);
    Split split = Parallel.split(compute, rows, n);
    Floats scratch = compute.arena().floats(split.count() * n);
    Parallel.run(
        compute,
        split,
        (share, from, to) -> {
          Floats row = scratch.slice(share * n, n);
          for (int r = from; r < to; r++) {
            forward(compute.kernels(), x.slice(r * n, n), row, r, own, all);
          }
        });
    double sum = 0;
    for (int r = 0; r < rows; r++) {
      sum -= (1.0 - smoothing) * own.get(r);
      sum -= (double) smoothing / n * all.get(r);
    }
    compute.arena().release(mark);
    frame.out().set(0, rows == 0 ? 0 : (float) (sum / rows));
  }

  private void forward(
      CheckedKernels kernels, Floats x, Floats row, int r, Floats own, Floats all) {
    int n = x.length();
    float max = Softmax.exponentials(kernels, n, x.array(), x.offset(), row.array(), row.offset());
    float[] logarithm = {kernels.sum(n, row.array(), row.offset())};
    kernels.log(1, logarithm, 0, logarithm, 0);
    maxima.set(r, max);
    logarithms.set(r, logarithm[0]);
    own.set(r, (x.get(ids[r]) - max) - logarithm[0]);
    if (smoothing > 0) {
      logSoftmax(x, r, row);
      all.set(r, kernels.sum(n, row.array(), row.offset()));
    }
  }

  private void logSoftmax(Floats x, int r, Floats row) {
    float[] in = x.array();
    float[] out = row.array();
    int from = x.offset();
    int to = row.offset();
    float max = maxima.get(r);
    float logarithm = logarithms.get(r);
    for (int v = 0; v < x.length(); v++) {
      out[to + v] = (in[from + v] - max) - logarithm;
    }
  }

  @Override
  public void backward(Frame frame) {
    Compute compute = frame.compute();
    int n = frame.inShape(0).columns();
    Floats x = frame.in(0);
    Floats dx = frame.inGradient(0);
    double share = (double) frame.outGradient().get(0) / ids.length;
    float each = -(float) (share * smoothing / n);
    float own = each - (float) (share * (1.0 - smoothing));
    Split split = Parallel.split(compute, ids.length, n);
    Floats scratch = compute.arena().floats(split.count() * n);
    Parallel.run(
        compute,
        split,
        (part, from, to) -> {
          Floats row = scratch.slice(part * n, n);
          for (int r = from; r < to; r++) {
            float sum = sum(compute.kernels(), row, ids[r], each, own);
            logSoftmax(x.slice(r * n, n), r, row);
            compute.kernels().exp(n, row.array(), row.offset(), row.array(), row.offset());
            backward(row, sum, each, own, ids[r], dx.slice(r * n, n));
          }
        });
  }

  /// `Σ_v d(r,v)` in the order of all sums; without smoothing it has one term.
  private static float sum(CheckedKernels kernels, Floats row, int id, float each, float own) {
    if (each == 0) {
      return own;
    }
    row.fill(each);
    row.set(id, own);
    return kernels.sum(row.length(), row.array(), row.offset());
  }

  private static void backward(
      Floats softmax, float sum, float each, float own, int id, Floats dx) {
    float[] s = softmax.array();
    float[] out = dx.array();
    int from = softmax.offset();
    int to = dx.offset();
    float hit = dx.get(id) + Math.fma(-softmax.get(id), sum, own);
    for (int v = 0; v < softmax.length(); v++) {
      out[to + v] += Math.fma(-s[from + v], sum, each);
    }
    dx.set(id, hit);
  }
}
