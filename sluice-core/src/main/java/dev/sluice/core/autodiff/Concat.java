package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// Inputs one after the other along an axis: each gets its own part of `dy`.
record Concat(int axis) implements Operation {
  @Override
  public String name() {
    return "concat";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("concat: nothing to join; give at least one input");
    }
    Shape first = inputs.getFirst();
    Axis of = Axis.of(name(), first, axis);
    int extent = 0;
    for (int i = 0; i < inputs.size(); i++) {
      Shape shape = inputs.get(i);
      if (shape.rank() != first.rank() || !of.removedFrom(shape).equals(of.removedFrom(first))) {
        throw new IllegalArgumentException(
            "concat: input 0 has shape "
                + first
                + " and input "
                + i
                + " "
                + shape
                + "; all axes but "
                + axis
                + " must be equal; reshape() or slice() one");
      }
      extent = Math.addExact(extent, shape.dim(of.index()));
    }
    return of.resized(first, extent);
  }

  @Override
  public void forward(Frame frame) {
    int at = 0;
    for (int i = 0; i < frame.inputs(); i++) {
      Floats x = frame.in(i);
      int length = rowLength(frame, i);
      for (int o = 0; o < outer(frame); o++) {
        outPart(frame, frame.out(), o, at, length).set(x.slice(o * length, length));
      }
      at += length;
    }
  }

  @Override
  public void backward(Frame frame) {
    int at = 0;
    for (int i = 0; i < frame.inputs(); i++) {
      int length = rowLength(frame, i);
      if (frame.wants(i)) {
        Floats dx = frame.inGradient(i);
        for (int o = 0; o < outer(frame); o++) {
          Floats part = outPart(frame, frame.outGradient(), o, at, length);
          Products.addTo(part, dx.slice(o * length, length));
        }
      }
      at += length;
    }
  }

  private int outer(Frame frame) {
    return Axis.of(name(), frame.outShape(), axis).outer();
  }

  /// The floats that input `i` gives to each of the outer rows.
  private int rowLength(Frame frame, int i) {
    Axis of = Axis.of(name(), frame.inShape(i), axis);
    return of.extent() * of.inner();
  }

  private Floats outPart(Frame frame, Floats out, int o, int at, int length) {
    Axis of = Axis.of(name(), frame.outShape(), axis);
    return out.slice(o * of.extent() * of.inner() + at, length);
  }
}
