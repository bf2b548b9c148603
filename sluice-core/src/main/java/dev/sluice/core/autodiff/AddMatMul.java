package dev.sluice.core.autodiff;

import dev.sluice.core.compute.Gemm.Size;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// `y[R,O] = start + x[R,I] · w[O,I]ᵀ`: inputs x, w and the start of the accumulators, if any.
///
/// ```
/// y(r,o) = start;  for i = 0 … I−1:  y(r,o) = fma(x(r,i), w(o,i), y(r,o))
/// dx += dy · w        dw += dyᵀ · x        dstart += dy (rows), Σ over rows of dy (bias)
/// ```
record AddMatMul(Start start) implements Operation {
  /// What accumulators start from.
  enum Start {
    ZERO,
    /// `[O]`, the same for each row.
    BIAS,
    /// `[R,O]`
    ROWS
  }

  @Override
  public String name() {
    return start == Start.ROWS ? "addMatmul" : "affine";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape w = inputs.get(1);
    if (x.rank() < 1 || w.rank() != 2 || x.columns() != w.dim(1)) {
      throw new IllegalArgumentException(
          name()
              + ": x has shape "
              + x
              + " and w "
              + w
              + "; the last axis of x must be I of w [O,I]; transpose() w if it is stored as [I,O]");
    }
    Shape y = x.withLast(w.dim(0));
    if (start != Start.ZERO) {
      Shape expected = start == Start.BIAS ? Shape.of(w.dim(0)) : y;
      Shape actual = inputs.get(2);
      if (!actual.equals(expected)) {
        throw new IllegalArgumentException(
            name()
                + ": what is added has shape "
                + actual
                + ", x "
                + x
                + " and w "
                + w
                + " need "
                + expected
                + "; reshape() it");
      }
    }
    return y;
  }

  @Override
  public void forward(Frame frame) {
    Floats y = frame.out();
    switch (start) {
      case ZERO -> y.fill(0);
      case ROWS -> y.set(frame.in(2));
      case BIAS -> {
        Floats bias = frame.in(2);
        for (int i = 0; i < frame.outShape().rows(); i++) {
          y.slice(i * bias.length(), bias.length()).set(bias);
        }
      }
    }
    Products.addByTransposed(frame, size(frame));
  }

  @Override
  public void backward(Frame frame) {
    Size size = size(frame);
    Floats dy = frame.outGradient();
    if (frame.wants(0)) {
      Size dx = new Size(size.m(), size.k(), size.n());
      Products.add(frame.compute(), dx, dy, frame.in(1), frame.inGradient(0));
    }
    if (frame.wants(1)) {
      Size dw = new Size(size.n(), size.k(), size.m());
      Products.addOfTransposed(frame.compute(), dw, dy, frame.in(0), frame.inGradient(1));
    }
    if (start == Start.BIAS && frame.wants(2)) {
      Products.addRows(size.m(), dy, frame.inGradient(2));
    }
    if (start == Start.ROWS && frame.wants(2)) {
      Products.addTo(dy, frame.inGradient(2));
    }
  }

  private static Size size(Frame frame) {
    Shape x = frame.inShape(0);
    return new Size(x.rows(), frame.outShape().columns(), x.columns());
  }
}
