package dev.sluice.formats.onnx.run;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.Init;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.onnx.NdArray;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Matrix products, on sluice-core's kernels.
final class ProductOperators {
  private ProductOperators() {}

  static void addTo(Map<String, Operator.Factory> operators) {
    operators.put("MatMul", plan -> product(plan, ProductOperators::matmul));
    operators.put("Gemm", plan -> product(plan, ProductOperators::gemm));
  }

  /// A product that was given its right factor if that is a constant.
  private interface Product {
    NdArray of(Call call, @Nullable Fixed right);
  }

  private static Operator.Single product(Plan plan, Product product) {
    boolean turned = plan.node().type().equals("Gemm") && plan.node().integer("transB", 0) != 0;
    Fixed right = null;
    if (plan.constant(1) instanceof NdArray.Floats b && b.shape().rank() == 2) {
      long bytes = (long) b.data().length * Float.BYTES;
      plan.node().source().allocate(bytes, plan.node().offset(), plan.node().toString());
      right = Fixed.of(b, turned);
    }
    Fixed known = right;
    return call -> product.of(call, known);
  }

  /// A constant matrix, frozen: it is packed once.
  ///
  /// @param turned whether it is multiplied as its transpose
  private record Fixed(Parameter matrix, boolean turned) {
    static Fixed of(NdArray.Floats b, boolean turned) {
      Parameters loaded = Parameters.loaded(Map.of("b", Tensor.of(b.shape(), b.data())));
      loaded.root().parameter("b", b.shape(), Init.zeros());
      Parameters frozen = loaded.complete().freeze();
      return new Fixed(frozen.root().parameter("b", b.shape(), Init.zeros()), turned);
    }

    /// K and N of the product.
    int inner() {
      return matrix.shape().dim(turned ? 1 : 0);
    }

    int columns() {
      return matrix.shape().dim(turned ? 0 : 1);
    }
  }

  private static float[] product(Workspace workspace, Tensor a, Tensor b) {
    try (Tape tape = workspace.inference()) {
      return tape.constant(a).matmul(tape.constant(b)).copy().data();
    }
  }

  private static float[] product(Workspace workspace, Tensor a, Fixed b) {
    try (Tape tape = workspace.inference()) {
      Var left = tape.constant(a);
      Var right = tape.parameter(b.matrix);
      return (b.turned ? Ops.affine(left, right, null) : left.matmul(right)).copy().data();
    }
  }

  /// As NumPy's: the last two axes are matrices, those before are broadcast.
  private static NdArray matmul(Call call, @Nullable Fixed fixed) {
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
    call.require(2L * Float.BYTES * shape.size()); // where it is computed, and what is kept
    float[] out;
    if (outerRight.size() == 1) {
      Tensor rows = Tensor.of(Shape.of(outer.size() * m, k), a.data());
      out =
          fixed != null
              ? product(call.workspace(), rows, fixed)
              : product(call.workspace(), rows, Tensor.of(Shape.of(k, n), b.data()));
    } else {
      out = call.newFloats(shape.size());
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

  private static NdArray gemm(Call call, @Nullable Fixed fixed) {
    NdArray.Floats a = matrix(call, 0, call.node().integer("transA", 0));
    NdArray.Floats b =
        fixed == null ? matrix(call, 1, call.node().integer("transB", 0)) : call.floats(1);
    int inner = fixed == null ? b.shape().dim(0) : fixed.inner();
    int columns = fixed == null ? b.shape().dim(1) : fixed.columns();
    if (a.shape().dim(1) != inner) {
      throw call.error("multiplies " + a + " by " + b);
    }
    float alpha = call.node().real("alpha", 1);
    float beta = call.node().real("beta", 1);
    Shape shape = Shapes.of(call, a.shape().dim(0), columns);
    call.require(2L * Float.BYTES * shape.size()); // where it is computed, and what is kept
    Tensor left = Tensor.of(a.shape(), a.data());
    float[] out =
        fixed == null
            ? product(call.workspace(), left, Tensor.of(b.shape(), b.data()))
            : product(call.workspace(), left, fixed);
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
    return (NdArray.Floats) Rearrange.of(call, x, Shape.of(columns, rows), 0, 1, columns);
  }
}
