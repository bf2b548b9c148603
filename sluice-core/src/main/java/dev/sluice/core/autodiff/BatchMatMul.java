package dev.sluice.core.autodiff;

import dev.sluice.core.compute.Gemm.Size;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// N products at once: `y[N,M,P] = a[N,M,K] · b[N,K,P]`, or `a · bᵀ` with `b [N,P,K]`.
///
/// ```
/// y = a·b     da += dy·bᵀ    db += aᵀ·dy
/// y = a·bᵀ    da += dy·b     db += dyᵀ·a
/// ```
record BatchMatMul(Second second) implements Operation {
  /// How the second operand is stored.
  enum Second {
    /// `[N,K,P]`
    PLAIN,
    /// `[N,P,K]`
    TRANSPOSED
  }

  @Override
  public String name() {
    return second == Second.PLAIN ? "batchMatmul" : "batchMatmulTransposed";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape a = inputs.get(0);
    Shape b = inputs.get(1);
    int inner = second == Second.PLAIN ? 1 : 2;
    if (a.rank() != 3 || b.rank() != 3 || a.dim(0) != b.dim(0) || a.dim(2) != b.dim(inner)) {
      throw new IllegalArgumentException(
          name()
              + ": "
              + a
              + " and "
              + b
              + " do not fit; a [N,M,K] needs b "
              + (second == Second.PLAIN ? "[N,K,P]" : "[N,P,K]")
              + "; reshape() them, or use "
              + (second == Second.PLAIN ? "batchMatmulTransposed" : "batchMatmul"));
    }
    return Shape.of(a.dim(0), a.dim(1), b.dim(3 - inner));
  }

  @Override
  public void forward(Frame frame) {
    frame.out().fill(0);
    int k = frame.inShape(0).dim(2);
    for (int i = 0; i < frame.outShape().dim(0); i++) {
      Size size = new Size(frame.outShape().dim(1), frame.outShape().dim(2), k);
      Floats a = part(frame.in(0), frame.inShape(0), i);
      Floats b = part(frame.in(1), frame.inShape(1), i);
      Floats y = part(frame.out(), frame.outShape(), i);
      if (second == Second.PLAIN) {
        Products.add(frame.compute(), size, a, b, y);
      } else {
        Products.addByTransposed(frame.compute(), size, a, b, y);
      }
    }
  }

  @Override
  public void backward(Frame frame) {
    for (int i = 0; i < frame.outShape().dim(0); i++) {
      Floats dy = part(frame.outGradient(), frame.outShape(), i);
      if (frame.wants(0)) {
        addFirst(frame, i, dy);
      }
      if (frame.wants(1)) {
        addSecond(frame, i, dy);
      }
    }
  }

  private void addFirst(Frame frame, int i, Floats dy) {
    Shape out = frame.outShape();
    Size size = new Size(out.dim(1), frame.inShape(0).dim(2), out.dim(2));
    Floats b = part(frame.in(1), frame.inShape(1), i);
    Floats da = part(frame.inGradient(0), frame.inShape(0), i);
    if (second == Second.PLAIN) {
      Products.addByTransposed(frame.compute(), size, dy, b, da);
    } else {
      Products.add(frame.compute(), size, dy, b, da);
    }
  }

  private void addSecond(Frame frame, int i, Floats dy) {
    Shape out = frame.outShape();
    int k = frame.inShape(0).dim(2);
    Floats a = part(frame.in(0), frame.inShape(0), i);
    Floats db = part(frame.inGradient(1), frame.inShape(1), i);
    if (second == Second.PLAIN) {
      Size size = new Size(k, out.dim(2), out.dim(1));
      Products.addOfTransposed(frame.compute(), size, a, dy, db);
    } else {
      Size size = new Size(out.dim(2), k, out.dim(1));
      Products.addOfTransposed(frame.compute(), size, dy, a, db);
    }
  }

  private static Floats part(Floats all, Shape shape, int i) {
    int size = shape.dim(1) * shape.dim(2);
    return all.slice(i * size, size);
  }
}
