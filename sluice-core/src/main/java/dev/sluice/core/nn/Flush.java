package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Frame;
import dev.sluice.core.autodiff.Operation;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// States below 1e-30 become 0, as in the kernels, because denormals are slow; the gradient is that
/// of the identity.
record Flush() implements Operation {
  private static final float SMALLEST = 1e-30f;

  static float of(float h) {
    return Math.abs(h) < SMALLEST ? 0 : h;
  }

  @Override
  public Shape shape(List<Shape> in) {
    return in.getFirst();
  }

  @Override
  public void forward(Frame frame) {
    Floats x = frame.in(0);
    Floats y = frame.out();
    for (int i = 0; i < y.length(); i++) {
      y.set(i, of(x.get(i)));
    }
  }

  @Override
  public void backward(Frame frame) {
    Floats dx = frame.inGradient(0);
    Floats dy = frame.outGradient();
    for (int i = 0; i < dy.length(); i++) {
      dx.set(i, dx.get(i) + dy.get(i));
    }
  }
}
