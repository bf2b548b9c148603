package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// `y = factor·x + term` by two roundings: `dx += factor·dy`.
record Line(String name, float factor, float term) implements Operation {
  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  @Override
  public void forward(Frame frame) {
    Floats x = frame.in(0);
    Floats y = frame.out();
    for (int i = 0; i < x.length(); i++) {
      y.array()[y.offset() + i] = x.array()[x.offset() + i] * factor + term;
    }
  }

  @Override
  public void backward(Frame frame) {
    Floats dy = frame.outGradient();
    Floats dx = frame.inGradient(0);
    for (int i = 0; i < dx.length(); i++) {
      dx.array()[dx.offset() + i] += dy.array()[dy.offset() + i] * factor;
    }
  }
}
