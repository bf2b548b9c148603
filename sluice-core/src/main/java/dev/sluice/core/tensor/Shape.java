package dev.sluice.core.tensor;

import java.util.Arrays;

/// The extents of a tensor, outermost first; printed as `[3,4]`. A scalar has rank 0 and size 1.
public final class Shape {
  private final int[] dims;
  private final int size;

  private Shape(int[] dims) {
    this.dims = dims;
    this.size = checkedSize(dims);
  }

  /// A shape of the given extents.
  ///
  /// @throws IllegalArgumentException if an extent is negative or the product exceeds 2³¹−1
  public static Shape of(int... dims) {
    return new Shape(dims.clone());
  }

  private static int checkedSize(int[] dims) {
    long size = 1;
    for (int dim : dims) {
      if (dim < 0) {
        throw new IllegalArgumentException(
            "a shape has no negative extent: " + Arrays.toString(dims));
      }
      size *= dim;
      if (size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape "
                + Arrays.toString(dims)
                + " has more than 2^31-1 elements; split the batch or the sequence");
      }
    }
    return (int) size;
  }

  /// The number of extents.
  public int rank() {
    return dims.length;
  }

  /// Extent `axis`; a negative axis counts from the end, so `dim(-1)` is the last.
  public int dim(int axis) {
    int index = axis < 0 ? dims.length + axis : axis;
    if (index < 0 || index >= dims.length) {
      throw new IllegalArgumentException("shape " + this + " has no axis " + axis);
    }
    return dims[index];
  }

  /// The number of elements.
  public int size() {
    return size;
  }

  /// The number of rows when the shape is seen as a matrix `[rows, last]`.
  public int rows() {
    int rows = 1;
    for (int i = 0; i < dims.length - 1; i++) {
      rows *= dims[i];
    }
    return rows;
  }

  /// The last extent, or 1 for a scalar.
  public int columns() {
    return dims.length == 0 ? 1 : dims[dims.length - 1];
  }

  /// A copy of the extents.
  public int[] dims() {
    return dims.clone();
  }

  /// The same shape with its last extent replaced.
  public Shape withLast(int last) {
    int[] copy = dims.clone();
    copy[copy.length - 1] = last;
    return new Shape(copy);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return Arrays.toString(dims).replace(" ", "");
  }
}
