package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// `y[C,R] = x[R,C]ᵀ`: `dx += dyᵀ`.
record Transpose() implements Operation {
  @Override
  public String name() {
    return "transpose";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape shape = inputs.getFirst();
    if (shape.rank() != 2) {
      throw new IllegalArgumentException(
          "transpose: shape " + shape + " is no matrix [R,C]; reshape() it");
    }
    return Shape.of(shape.dim(1), shape.dim(0));
  }

  @Override
  public void forward(Frame frame) {
    Floats x = frame.in(0);
    Floats y = frame.out();
    int rows = frame.inShape(0).dim(0);
    int columns = frame.inShape(0).dim(1);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        y.array()[y.offset() + j * rows + i] = x.array()[x.offset() + i * columns + j];
      }
    }
  }

  @Override
  public void backward(Frame frame) {
    Floats dx = frame.inGradient(0);
    Floats dy = frame.outGradient();
    int rows = frame.inShape(0).dim(0);
    int columns = frame.inShape(0).dim(1);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        dx.array()[dx.offset() + i * columns + j] += dy.array()[dy.offset() + j * rows + i];
      }
    }
  }
}
