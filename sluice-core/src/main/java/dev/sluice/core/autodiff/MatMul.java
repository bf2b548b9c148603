package dev.sluice.core.autodiff;

import dev.sluice.core.compute.Gemm.Size;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// `y[R,P] = a[R,K] · b[K,P]`, where `a` may have more leading axes.
///
/// ```
/// da += dy · bᵀ        db += aᵀ · dy
/// ```
record MatMul() implements Operation {
  @Override
  public String name() {
    return "matmul";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape a = inputs.get(0);
    Shape b = inputs.get(1);
    if (a.rank() < 1 || b.rank() != 2 || a.columns() != b.dim(0)) {
      throw new IllegalArgumentException(
          "matmul: "
              + a
              + " · "
              + b
              + " do not fit; [R,K] · [K,P] is needed; transpose() one,"
              + " or use Ops.affine for weights stored as [O,I]");
    }
    return a.withLast(b.dim(1));
  }

  @Override
  public void forward(Frame frame) {
    frame.out().fill(0);
    Products.add(frame, size(frame));
  }

  @Override
  public void backward(Frame frame) {
    Size size = size(frame);
    if (frame.wants(0)) {
      Products.addByTransposed(
          frame.compute(),
          new Size(size.m(), size.k(), size.n()),
          frame.outGradient(),
          frame.in(1),
          frame.inGradient(0));
    }
    if (frame.wants(1)) {
      Products.addOfTransposed(
          frame.compute(),
          new Size(size.k(), size.n(), size.m()),
          frame.in(0),
          frame.outGradient(),
          frame.inGradient(1));
    }
  }

  private static Size size(Frame frame) {
    Shape a = frame.inShape(0);
    return new Size(a.rows(), frame.outShape().columns(), a.columns());
  }
}
