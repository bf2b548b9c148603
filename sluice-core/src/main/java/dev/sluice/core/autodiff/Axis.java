package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Shape;

/// One axis of a shape: element (o, k, i) of `[outer, extent, inner]` is at `(o·extent + k)·inner +
/// i`.
record Axis(int index, int outer, int extent, int inner) {
  /// @param axis counted from the end where negative
  /// @throws IllegalArgumentException if the shape has no such axis
  static Axis of(String name, Shape shape, int axis) {
    int index = axis < 0 ? shape.rank() + axis : axis;
    if (index < 0 || index >= shape.rank()) {
      throw new IllegalArgumentException(
          name + ": shape " + shape + " has no axis " + axis + "; it has " + shape.rank());
    }
    int outer = 1;
    int inner = 1;
    for (int i = 0; i < shape.rank(); i++) {
      outer *= i < index ? shape.dim(i) : 1;
      inner *= i > index ? shape.dim(i) : 1;
    }
    return new Axis(index, outer, shape.dim(index), inner);
  }

  /// The shape without this axis.
  Shape removedFrom(Shape shape) {
    int[] dims = new int[shape.rank() - 1];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = shape.dim(i < index ? i : i + 1);
    }
    return Shape.of(dims);
  }

  /// The shape with another extent on this axis.
  Shape resized(Shape shape, int size) {
    int[] dims = shape.dims();
    dims[index] = size;
    return Shape.of(dims);
  }
}
