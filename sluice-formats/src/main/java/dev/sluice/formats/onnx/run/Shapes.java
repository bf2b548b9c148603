package dev.sluice.formats.onnx.run;

import dev.sluice.core.tensor.Shape;

/// Extents, strides and broadcasting, as NumPy and ONNX have them.
final class Shapes {
  /// A value of a graph has at most so many elements, 1 GiB of floats.
  private static final long MAX_ELEMENTS = 1L << 28;

  private Shapes() {}

  /// A shape from computed extents.
  static Shape of(Call call, long... dims) {
    int[] extents = new int[dims.length];
    long size = 1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] < 0 || dims[i] > MAX_ELEMENTS || size * Math.max(1, dims[i]) > MAX_ELEMENTS) {
        throw call.error(
            "a value of extents "
                + java.util.Arrays.toString(dims)
                + "; values have no negative extents and at most 2^28 elements");
      }
      extents[i] = (int) dims[i];
      size *= Math.max(1, dims[i]);
    }
    return Shape.of(extents);
  }

  static int[] strides(Shape shape) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape.dim(i);
    }
    return strides;
  }

  /// The shape to which all are broadcast.
  static Shape broadcast(Call call, Shape... shapes) {
    int rank = 0;
    for (Shape shape : shapes) {
      rank = Math.max(rank, shape.rank());
    }
    long[] dims = new long[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = 1;
      for (Shape shape : shapes) {
        int axis = i - (rank - shape.rank());
        int dim = axis < 0 ? 1 : shape.dim(axis);
        if (dim != 1 && dims[i] != 1 && dim != dims[i]) {
          throw call.error(
              "shapes " + java.util.Arrays.toString(shapes) + " cannot be broadcast together");
        }
        dims[i] = dim == 1 ? dims[i] : dim;
      }
    }
    return of(call, dims);
  }

  /// Strides of `from` seen as `to`: 0 along broadcast axes.
  static int[] broadcastStrides(Shape from, Shape to) {
    int[] own = strides(from);
    int[] strides = new int[to.rank()];
    int shift = to.rank() - from.rank();
    for (int i = 0; i < own.length; i++) {
      strides[shift + i] = from.dim(i) == 1 ? 0 : own[i];
    }
    return strides;
  }

  /// The product of extents `[from, to)`.
  static int product(Shape shape, int from, int to) {
    int product = 1;
    for (int i = from; i < to; i++) {
      product *= shape.dim(i);
    }
    return product;
  }

  static long[] dims(Shape shape) {
    return java.util.Arrays.stream(shape.dims()).asLongStream().toArray();
  }
}
