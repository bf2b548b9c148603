package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// `y = Σ x` or the mean, over everything: `dx += dy`, or `dy/n`.
///
/// Summed by the kernels' 16 accumulators and fixed tree.
record Sum(Scale scale) implements Operation {
  /// Sum or mean.
  enum Scale {
    SUM,
    MEAN
  }

  @Override
  public String name() {
    return scale == Scale.SUM ? "sum" : "mean";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape shape = inputs.getFirst();
    if (scale == Scale.MEAN && shape.size() == 0) {
      throw new IllegalArgumentException(
          "mean: shape " + shape + " holds no value; the mean of nothing is undefined; skip it");
    }
    return Shape.of();
  }

  @Override
  public void forward(Frame frame) {
    Floats x = frame.in(0);
    float sum = frame.compute().kernels().sum(x.length(), x.array(), x.offset());
    frame.out().set(0, scale == Scale.SUM ? sum : sum / x.length());
  }

  @Override
  public void backward(Frame frame) {
    Floats dx = frame.inGradient(0);
    float dy = frame.outGradient().get(0);
    float share = scale == Scale.SUM ? dy : dy / dx.length();
    for (int i = 0; i < dx.length(); i++) {
      dx.array()[dx.offset() + i] += share;
    }
  }
}
