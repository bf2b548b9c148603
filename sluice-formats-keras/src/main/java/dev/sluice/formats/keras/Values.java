package dev.sluice.formats.keras;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import org.jspecify.annotations.Nullable;

/// What goes from layer to layer.
///
/// @param tensor `[B,T,F]`, `[B,T]` of ids, or `[B,F]`
/// @param mask `[B,T]`, whether a step counts; null where all do
record Values(Tensor tensor, boolean @Nullable [] mask) {
  int rank() {
    return tensor.shape().rank();
  }

  int dim(int axis) {
    return tensor.shape().dim(axis);
  }

  /// The last axis.
  int features() {
    return dim(rank() - 1);
  }

  int rows() {
    return tensor.shape().size() / Math.max(1, features());
  }

  /// All rows as a matrix.
  Tensor matrix() {
    return tensor.reshape(rows(), features());
  }

  /// Other rows of the same number, the mask kept.
  Values withRows(float[] data, int features) {
    int[] dims = tensor.shape().dims();
    dims[dims.length - 1] = features;
    return new Values(Tensor.of(Shape.of(dims), data), mask);
  }

  Values withMask(boolean @Nullable [] other) {
    return new Values(tensor, other);
  }

  Values requireFeatures(KerasLayer layer, int expected) {
    if (rank() < 2 || features() != expected) {
      throw new FormatException(
          "layer \"%s\" is given %s, expected %d features along the last axis"
              .formatted(layer.name(), tensor.shape(), expected));
    }
    return this;
  }
}
