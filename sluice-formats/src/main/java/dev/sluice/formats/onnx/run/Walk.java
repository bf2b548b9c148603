package dev.sluice.formats.onnx.run;

import dev.sluice.core.tensor.Shape;

/// Goes through a shape row by row, in row-major order, while it follows other strides: what
/// transposing, broadcasting and slicing are made of.
///
/// ```java
/// for (int i = 0; i < out.length; walk.next()) {
///   for (int j = 0; j < walk.row(); j++) {
///     out[i++] = data[walk.at(0) + j * walk.step(0)];
///   }
/// }
/// ```
final class Walk {
  private final int[] dims;
  private final int[][] strides;
  private final int[] index;
  private final int[] at;
  private final int row;

  /// @param strides for each array that is followed, one stride an axis
  Walk(Shape shape, int[]... strides) {
    dims = shape.dims();
    this.strides = strides;
    index = new int[dims.length];
    at = new int[strides.length];
    row = dims.length == 0 ? 1 : dims[dims.length - 1];
  }

  /// Elements of the last axis; 1 for a scalar.
  int row() {
    return row;
  }

  /// The place of the row's first element in array `k`.
  int at(int k) {
    return at[k];
  }

  /// From an element of the row to the next in array `k`.
  int step(int k) {
    return dims.length == 0 ? 0 : strides[k][dims.length - 1];
  }

  /// Begins array `k` elsewhere than at 0.
  Walk from(int k, int offset) {
    at[k] = offset;
    return this;
  }

  /// Moves to the next row.
  void next() {
    for (int axis = dims.length - 2; axis >= 0; axis--) {
      index[axis]++;
      for (int k = 0; k < at.length; k++) {
        at[k] += strides[k][axis];
      }
      if (index[axis] < dims[axis]) {
        return;
      }
      for (int k = 0; k < at.length; k++) {
        at[k] -= strides[k][axis] * dims[axis];
      }
      index[axis] = 0;
    }
  }
}
