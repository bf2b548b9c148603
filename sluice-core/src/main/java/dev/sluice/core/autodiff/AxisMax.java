package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// The largest along one axis, which goes: `dy` flows to the first element that is the largest.
///
/// A NaN is larger than everything, so that it shows.
record AxisMax(int axis) implements Operation {
  @Override
  public String name() {
    return "max(axis " + axis + ")";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape shape = inputs.getFirst();
    Axis of = Axis.of(name(), shape, axis);
    if (of.extent() == 0) {
      throw new IllegalArgumentException(
          name() + ": the axis is empty in shape " + shape + "; there is no largest of nothing");
    }
    return of.removedFrom(shape);
  }

  @Override
  public void forward(Frame frame) {
    Axis of = Axis.of(name(), frame.inShape(0), axis);
    Floats x = frame.in(0);
    Floats y = frame.out();
    for (int o = 0; o < of.outer(); o++) {
      for (int i = 0; i < of.inner(); i++) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int k = 0; k < of.extent(); k++) {
          largest = Math.max(largest, x.array()[at(x, of, o, k, i)]);
        }
        y.array()[y.offset() + o * of.inner() + i] = largest;
      }
    }
  }

  @Override
  public void backward(Frame frame) {
    Axis of = Axis.of(name(), frame.inShape(0), axis);
    Floats x = frame.in(0);
    Floats y = frame.out();
    Floats dx = frame.inGradient(0);
    Floats dy = frame.outGradient();
    for (int o = 0; o < of.outer(); o++) {
      for (int i = 0; i < of.inner(); i++) {
        int to = o * of.inner() + i;
        int k = 0;
        while (Float.compare(x.array()[at(x, of, o, k, i)], y.array()[y.offset() + to]) != 0) {
          k++;
        }
        dx.array()[at(dx, of, o, k, i)] += dy.array()[dy.offset() + to];
      }
    }
  }

  private static int at(Floats x, Axis of, int o, int k, int i) {
    return x.offset() + (o * of.extent() + k) * of.inner() + i;
  }
}
