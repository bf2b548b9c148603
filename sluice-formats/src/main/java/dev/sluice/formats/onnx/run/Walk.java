package dev.sluice.formats.onnx.run;

import dev.sluice.core.tensor.Shape;

/// Goes through a shape in row-major order while it follows other strides: what transposing,
/// broadcasting and slicing are made of.
final class Walk {
  private final Shape shape;
  private final int[][] strides;
  private final int[] index;
  private final int[] at;

  /// @param strides for each array that is followed, one stride an axis
  Walk(Shape shape, int[]... strides) {
    this.shape = shape;
    this.strides = strides;
    index = new int[shape.rank()];
    at = new int[strides.length];
  }

  /// The place in array `k`.
  int at(int k) {
    return at[k];
  }

  /// Begins array `k` elsewhere than at 0.
  Walk from(int k, int offset) {
    at[k] = offset;
    return this;
  }

  /// Moves to the next element.
  void next() {
    for (int axis = index.length - 1; axis >= 0; axis--) {
      index[axis]++;
      for (int k = 0; k < at.length; k++) {
        at[k] += strides[k][axis];
      }
      if (index[axis] < shape.dim(axis)) {
        return;
      }
      for (int k = 0; k < at.length; k++) {
        at[k] -= strides[k][axis] * shape.dim(axis);
      }
      index[axis] = 0;
    }
  }
}
