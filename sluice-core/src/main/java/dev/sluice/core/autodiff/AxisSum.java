package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import dev.sluice.kernel.CheckedKernels;
import java.util.List;

/// Sum or mean over one axis, which goes: `dx += dy` repeated along it, or `dy/n`.
///
/// Along contiguous data by the kernels' fixed tree, else in ascending order.
record AxisSum(int axis, Sum.Scale scale) implements Operation {
  @Override
  public String name() {
    return (scale == Sum.Scale.SUM ? "sum" : "mean") + "(axis " + axis + ")";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape shape = inputs.getFirst();
    Axis of = Axis.of(name(), shape, axis);
    if (scale == Sum.Scale.MEAN && of.extent() == 0) {
      throw new IllegalArgumentException(
          name() + ": the axis is empty in shape " + shape + "; the mean of nothing is undefined");
    }
    return of.removedFrom(shape);
  }

  @Override
  public void forward(Frame frame) {
    Axis of = Axis.of(name(), frame.inShape(0), axis);
    Floats x = frame.in(0);
    Floats y = frame.out();
    if (of.inner() == 1) {
      CheckedKernels kernels = frame.compute().kernels();
      for (int o = 0; o < of.outer(); o++) {
        float sum = kernels.sum(of.extent(), x.array(), x.offset() + o * of.extent());
        y.array()[y.offset() + o] = sum;
      }
    } else {
      y.fill(0);
      int rows = of.outer() * of.extent();
      for (int row = 0; row < rows; row++) {
        Floats into = y.slice(row / of.extent() * of.inner(), of.inner());
        Products.addTo(x.slice(row * of.inner(), of.inner()), into);
      }
    }
    if (scale == Sum.Scale.MEAN) {
      for (int i = 0; i < y.length(); i++) {
        y.array()[y.offset() + i] /= of.extent();
      }
    }
  }

  @Override
  public void backward(Frame frame) {
    Axis of = Axis.of(name(), frame.inShape(0), axis);
    Floats dx = frame.inGradient(0);
    Floats dy = frame.outGradient();
    float n = scale == Sum.Scale.MEAN ? of.extent() : 1f;
    int rows = of.outer() * of.extent();
    for (int row = 0; row < rows; row++) {
      int from = dy.offset() + row / of.extent() * of.inner();
      int to = dx.offset() + row * of.inner();
      for (int i = 0; i < of.inner(); i++) {
        dx.array()[to + i] += dy.array()[from + i] / n;
      }
    }
  }
}
