package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// `y[b] = Σₜ x[b,t]` or the mean over the steps of each sequence, steps ascending: `dx[b,t] +=
/// dy[b]`, or `dy[b]/T_b`.
///
/// From packed rows `[ΣT,F]` to `[B,F]` in the caller's order; 0 for a sequence of length 0.
record SeqSum(Lengths lengths, Sum.Scale scale) implements Operation {
  @Override
  public String name() {
    return scale == Sum.Scale.SUM ? "sum over steps" : "mean over steps";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Shape.of(lengths.batch(), inputs.getFirst().columns());
  }

  @Override
  public void forward(Frame frame) {
    Floats x = frame.in(0);
    Floats y = frame.out();
    int n = frame.outShape().columns();
    y.fill(0);
    for (int t = 0; t < lengths.steps(); t++) {
      for (int p = 0; p < lengths.alive(t); p++) {
        Floats sum = y.slice(lengths.sequenceAt(p) * n, n);
        Products.addTo(x.slice((lengths.offset(t) + p) * n, n), sum);
      }
    }
    for (int b = 0; b < lengths.batch(); b++) {
      float count = count(b);
      for (int j = 0; j < n; j++) {
        y.array()[y.offset() + b * n + j] /= count;
      }
    }
  }

  /// What the sum is divided by; 1 for a sequence of length 0, whose sum is 0.
  private float count(int b) {
    return scale == Sum.Scale.MEAN ? Math.max(1, lengths.length(b)) : 1f;
  }

  @Override
  public void backward(Frame frame) {
    Floats dx = frame.inGradient(0);
    Floats dy = frame.outGradient();
    int n = frame.outShape().columns();
    for (int t = 0; t < lengths.steps(); t++) {
      for (int p = 0; p < lengths.alive(t); p++) {
        int b = lengths.sequenceAt(p);
        float count = count(b);
        int from = dy.offset() + b * n;
        int to = dx.offset() + (lengths.offset(t) + p) * n;
        for (int j = 0; j < n; j++) {
          dx.array()[to + j] += dy.array()[from + j] / count;
        }
      }
    }
  }
}
