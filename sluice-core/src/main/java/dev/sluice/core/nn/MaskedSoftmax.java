package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Frame;
import dev.sluice.core.autodiff.Operation;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Shape;
import dev.sluice.kernel.CheckedKernels;
import java.util.List;

/// Softmax of scores `[B,T,S]` over the memory's own steps; 0 beyond the lengths, whose scores are
/// not read: `dx = y ⊙ (dy − Σ y·dy)`.
record MaskedSoftmax(Lengths queries, Lengths memory) implements Operation {
  @Override
  public String name() {
    return "attention weights";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  private interface Row {
    /// The weights of one query step: `length` values from `at` on.
    void run(int at, int length);
  }

  private void eachRow(Row row) {
    int steps = memory.steps();
    for (int b = 0; b < queries.batch(); b++) {
      for (int t = 0; t < queries.length(b); t++) {
        if (memory.length(b) > 0) {
          row.run((b * queries.steps() + t) * steps, memory.length(b));
        }
      }
    }
  }

  @Override
  public void forward(Frame frame) {
    CheckedKernels kernels = frame.compute().kernels();
    Floats x = frame.in(0);
    Floats y = frame.out();
    float[] out = y.array();
    y.fill(0);
    eachRow((at, length) -> row(kernels, length, x.array(), x.offset() + at, out, y.offset() + at));
  }

  /// The softmax of one row of scores.
  ///
  /// @param x `[n]`, at least one
  /// @param y `[n]`, may be `x`
  static void row(CheckedKernels kernels, int n, float[] x, int xOff, float[] y, int yOff) {
    float max = kernels.max(n, x, xOff);
    for (int j = 0; j < n; j++) {
      y[yOff + j] = x[xOff + j] - max;
    }
    kernels.exp(n, y, yOff, y, yOff);
    float sum = kernels.sum(n, y, yOff);
    for (int j = 0; j < n; j++) {
      y[yOff + j] /= sum;
    }
  }

  @Override
  public void backward(Frame frame) {
    CheckedKernels kernels = frame.compute().kernels();
    Floats y = frame.out();
    Floats dy = frame.outGradient();
    Floats dx = frame.inGradient(0);
    eachRow((at, length) -> {
      int yo = y.offset() + at;
      int dyo = dy.offset() + at;
      int dxo = dx.offset() + at;
      float dot = kernels.dot(length, y.array(), yo, dy.array(), dyo);
      for (int j = 0; j < length; j++) {
        dx.array()[dxo + j] += y.array()[yo + j] * (dy.array()[dyo + j] - dot);
      }
    });
  }
}
