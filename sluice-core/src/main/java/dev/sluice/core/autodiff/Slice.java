package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// The part `[from, to)` of one axis: `dx += dy` in that part.
record Slice(int axis, int from, int to) implements Operation {
  @Override
  public String name() {
    return "slice";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape shape = inputs.getFirst();
    Axis of = Axis.of(name(), shape, axis);
    if (from < 0 || from > to || to > of.extent()) {
      throw new IllegalArgumentException(
          "slice: ["
              + from
              + ","
              + to
              + ") does not lie in axis "
              + axis
              + " of shape "
              + shape
              + "; 0 ≤ from ≤ to ≤ "
              + of.extent());
    }
    return of.resized(shape, to - from);
  }

  @Override
  public void forward(Frame frame) {
    Axis of = Axis.of(name(), frame.inShape(0), axis);
    int length = (to - from) * of.inner();
    for (int o = 0; o < of.outer(); o++) {
      Floats part = frame.in(0).slice((o * of.extent() + from) * of.inner(), length);
      frame.out().slice(o * length, length).set(part);
    }
  }

  @Override
  public void backward(Frame frame) {
    Axis of = Axis.of(name(), frame.inShape(0), axis);
    int length = (to - from) * of.inner();
    Floats dx = frame.inGradient(0);
    Floats dy = frame.outGradient();
    for (int o = 0; o < of.outer(); o++) {
      Floats part = dx.slice((o * of.extent() + from) * of.inner(), length);
      Products.addTo(dy.slice(o * length, length), part);
    }
  }
}
