package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// `y = a·b + c`, element by element with one rounding: `da += dy·b`, `db += dy·a`, `dc += dy`.
record Fma() implements Operation {
  @Override
  public String name() {
    return "fma";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (!inputs.get(0).equals(inputs.get(1)) || !inputs.get(0).equals(inputs.get(2))) {
      throw new IllegalArgumentException(
          "fma: shapes "
              + inputs.get(0)
              + ", "
              + inputs.get(1)
              + " and "
              + inputs.get(2)
              + " differ; they must be equal; times and plus repeat a smaller operand");
    }
    return inputs.get(0);
  }

  @Override
  public void forward(Frame frame) {
    Floats a = frame.in(0);
    Floats b = frame.in(1);
    Floats c = frame.in(2);
    Floats y = frame.out();
    for (int i = 0; i < y.length(); i++) {
      y.array()[y.offset() + i] =
          Math.fma(a.array()[a.offset() + i], b.array()[b.offset() + i], c.array()[c.offset() + i]);
    }
  }

  @Override
  public void backward(Frame frame) {
    Floats dy = frame.outGradient();
    if (frame.wants(0)) {
      addProduct(dy, frame.in(1), frame.inGradient(0));
    }
    if (frame.wants(1)) {
      addProduct(dy, frame.in(0), frame.inGradient(1));
    }
    if (frame.wants(2)) {
      Products.addTo(dy, frame.inGradient(2));
    }
  }

  private static void addProduct(Floats dy, Floats factor, Floats gradient) {
    for (int i = 0; i < dy.length(); i++) {
      gradient.array()[gradient.offset() + i] +=
          dy.array()[dy.offset() + i] * factor.array()[factor.offset() + i];
    }
  }
}
