package dev.sluice.train.loss;

import dev.sluice.core.autodiff.Frame;
import dev.sluice.core.autodiff.Operation;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import dev.sluice.train.data.ClassId;
import java.util.List;

/// Cross-entropy from log-probabilities `l [R,V]` and class ids `c [R]`:
///
/// ```
/// y = −1/R Σ_r [ (1−ε)·l(r,c_r) + ε/V·Σ_v l(r,v) ]
/// dl(r,v) −= dy/R·( (1−ε)·[v = c_r] + ε/V )
/// ```
record CrossEntropy(float smoothing) implements Operation {
  @Override
  public String name() {
    return "crossEntropy";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape l = inputs.get(0);
    Shape c = inputs.get(1);
    if (l.rank() != 2 || c.rank() != 1 || l.dim(0) != c.dim(0)) {
      throw new IllegalArgumentException(
          "crossEntropy: logits have shape %s and class ids %s; it needs [R,V] and [R]"
              .formatted(l, c));
    }
    return Shape.of();
  }

  @Override
  public void forward(Frame frame) {
    Floats l = frame.in(0);
    int classes = frame.inShape(0).columns();
    int rows = frame.inShape(0).rows();
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      int id = ClassId.of(frame.in(1).get(row), classes, row);
      sum -= (1.0 - smoothing) * l.get(row * classes + id);
      if (smoothing > 0) {
        float all = frame.kernels().sum(classes, l.array(), l.offset() + row * classes);
        sum -= (double) smoothing / classes * all;
      }
    }
    frame.out().set(0, rows == 0 ? 0 : (float) (sum / rows));
  }

  @Override
  public void backward(Frame frame) {
    if (!frame.wants(0)) {
      return;
    }
    Floats dl = frame.inGradient(0);
    int classes = frame.inShape(0).columns();
    int rows = frame.inShape(0).rows();
    double share = (double) frame.outGradient().get(0) / rows;
    float each = (float) (share * smoothing / classes);
    float own = (float) (share * (1.0 - smoothing));
    for (int row = 0; row < rows; row++) {
      int at = row * classes;
      if (smoothing > 0) {
        for (int v = 0; v < classes; v++) {
          dl.array()[dl.offset() + at + v] -= each;
        }
      }
      int id = (int) frame.in(1).get(row);
      dl.array()[dl.offset() + at + id] -= own;
    }
  }
}
