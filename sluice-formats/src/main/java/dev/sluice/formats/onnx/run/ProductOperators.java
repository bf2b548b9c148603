package dev.sluice.formats.onnx.run;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.onnx.NdArray;
import java.util.Arrays;
import java.util.Map;

/// Matrix products, on sluice-core's kernels.
final class ProductOperators {
  private ProductOperators() {}

  static void addTo(Map<String, Operator.Factory> operators) {
    operators.put("MatMul", plan -> (Operator.Single) ProductOperators::matmul);
    operators.put("Gemm", plan -> (Operator.Single) ProductOperators::gemm);
  }

  private static float[] product(Workspace workspace, Tensor a, Tensor b) {
    try (Tape tape = workspace.inference()) {
      return tape.constant(a).matmul(tape.constant(b)).copy().data();
    }
  }

  /// As NumPy's: the last two axes are matrices, those before are broadcast.
  private static NdArray matmul(Call call) {
    NdArray.Floats a = call.floats(0);
    NdArray.Floats b = call.floats(1);
    if (a.shape().rank() == 0 || b.shape().rank() == 0) {
      throw call.error("multiplies " + a + " by " + b);
    }
    Shape left = a.shape().rank() == 1 ? Shape.of(1, a.shape().dim(0)) : a.shape();
    Shape right = b.shape().rank() == 1 ? Shape.of(b.shape().dim(0), 1) : b.shape();
    int m = left.dim(left.rank() - 2);
    int k = left.dim(left.rank() - 1);
    int n = right.dim(right.rank() - 1);
    if (right.dim(right.rank() - 2) != k) {
      throw call.error("multiplies " + a + " by " + b);
    }
    Shape outerLeft = outer(left);
    Shape outerRight = outer(right);
    Shape outer = Shapes.broadcast(call, outerLeft, outerRight);
    long[] dims = Arrays.copyOf(Shapes.dims(outer), outer.rank() + 2);
    dims[outer.rank()] = m;
    dims[outer.rank() + 1] = n;
    Shape shape = Shapes.of(call, dims);
    float[] out;
    if (outerRight.size() == 1) {
      out =
          product(
              call.workspace(),
              Tensor.of(Shape.of(outer.size() * m, k), a.data()),
              Tensor.of(Shape.of(k, n), b.data()));
    } else {
      out = new float[shape.size()];
      Walk walk =
          new Walk(
              outer,
              Shapes.broadcastStrides(outerLeft, outer),
              Shapes.broadcastStrides(outerRight, outer));
      for (int i = 0; i < outer.size(); walk.next()) {
        for (int j = 0; j < walk.row(); j++) {
          int first = walk.at(0) + j * walk.step(0);
          int second = walk.at(1) + j * walk.step(1);
          Tensor x = Tensor.of(Shape.of(m, k), part(a.data(), first, m * k));
          Tensor y = Tensor.of(Shape.of(k, n), part(b.data(), second, k * n));
          System.arraycopy(product(call.workspace(), x, y), 0, out, i++ * m * n, m * n);
        }
      }
    }
    return new NdArray.Floats(shape, out).reshape(shrunk(shape, a.shape(), b.shape()));
  }

  private static float[] part(float[] values, int i, int size) {
    return Arrays.copyOfRange(values, i * size, (i + 1) * size);
  }

  private static Shape outer(Shape shape) {
    return Shape.of(Arrays.copyOf(shape.dims(), shape.rank() - 2));
  }

  /// Vectors lose the axis that they were given.
  private static Shape shrunk(Shape shape, Shape a, Shape b) {
    int[] dims = shape.dims();
    int rank = dims.length;
    if (b.rank() == 1) {
      dims = Arrays.copyOf(dims, rank - 1);
    }
    if (a.rank() == 1) {
      int last = dims[dims.length - 1];
      dims = Arrays.copyOf(dims, dims.length - 1);
      if (b.rank() > 1) {
        dims[dims.length - 1] = last;
      }
    }
    return Shape.of(dims);
  }

  private static NdArray gemm(Call call) {
    NdArray.Floats a = matrix(call, 0, call.node().integer("transA", 0));
    NdArray.Floats b = matrix(call, 1, call.node().integer("transB", 0));
    if (a.shape().dim(1) != b.shape().dim(0)) {
      throw call.error("multiplies " + a + " by " + b);
    }
    float alpha = call.node().real("alpha", 1);
    float beta = call.node().real("beta", 1);
    Shape shape = Shape.of(a.shape().dim(0), b.shape().dim(1));
    float[] out =
        product(call.workspace(), Tensor.of(a.shape(), a.data()), Tensor.of(b.shape(), b.data()));
    if (alpha != 1) {
      for (int i = 0; i < out.length; i++) {
        out[i] *= alpha;
      }
    }
    if (call.has(2)) {
      NdArray.Floats c = call.floats(2);
      if (!Shapes.broadcast(call, c.shape(), shape).equals(shape)) {
        throw call.error("adds " + c + " to a product of shape " + shape);
      }
      Walk walk = new Walk(shape, Shapes.broadcastStrides(c.shape(), shape));
      for (int i = 0; i < out.length; walk.next()) {
        for (int j = 0; j < walk.row(); j++) {
          out[i++] += beta * c.data()[walk.at(0) + j * walk.step(0)];
        }
      }
    }
    return new NdArray.Floats(shape, out);
  }

  private static NdArray.Floats matrix(Call call, int i, long transposed) {
    NdArray.Floats x = call.floats(i);
    if (x.shape().rank() != 2) {
      throw call.error("input " + i + " is " + x + ", not a matrix");
    }
    if (transposed == 0) {
      return x;
    }
    int rows = x.shape().dim(0);
    int columns = x.shape().dim(1);
    return (NdArray.Floats) Rearrange.of(x, Shape.of(columns, rows), 0, 1, columns);
  }
}
