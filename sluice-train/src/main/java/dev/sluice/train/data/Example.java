package dev.sluice.train.data;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;

/// One sequence and what it should come out as.
///
/// Class ids are whole numbers held in floats, exact up to 2²⁴ classes, so that values and classes
/// are one type everywhere.
///
/// @param x T steps of F features, `[T,F]`; T may be 0
/// @param y per sequence `[O]` or one class id `[]`; per step `[T,O]` or class ids `[T]`
/// @param per what `y` belongs to
public record Example(Tensor x, Tensor y, Per per) {
  /// Checks that the target fits the sequence.
  public Example {
    if (x.shape().rank() != 2) {
      throw new IllegalArgumentException(
          "x of an example has shape " + x.shape() + "; it is steps × features, [T,F]");
    }
    int axis = per == Per.STEP ? 1 : 0; // axes before those of the target itself
    int rank = y.shape().rank();
    if (rank < axis || rank > axis + 1) {
      throw new IllegalArgumentException(
          "y of an example has shape %s; per %s it is %s"
              .formatted(y.shape(), per, per == Per.STEP ? "[T,O] or [T]" : "[O] or []"));
    }
    if (per == Per.STEP && y.shape().dim(0) != x.shape().dim(0)) {
      throw new IllegalArgumentException(
          "y has %d steps, x has %d; give a target for each step"
              .formatted(y.shape().dim(0), x.shape().dim(0)));
    }
  }

  /// A sequence with values to predict.
  ///
  /// @param x `[T,F]`
  /// @param y `[O]`
  public static Example sequence(Tensor x, float... y) {
    return new Example(x, Tensor.of(Shape.of(y.length), y), Per.SEQUENCE);
  }

  /// A sequence with values to predict at each step.
  ///
  /// @param x `[T,F]`
  /// @param y `[T,O]`
  public static Example steps(Tensor x, Tensor y) {
    return new Example(x, y, Per.STEP);
  }

  /// A sequence that belongs to a class.
  ///
  /// @param x `[T,F]`
  /// @param id 0 or more
  public static Example classified(Tensor x, int id) {
    return new Example(x, Tensor.of(Shape.of(), ClassId.toFloat(id)), Per.SEQUENCE);
  }

  /// A sequence each of whose steps belongs to a class.
  ///
  /// @param x `[T,F]`
  /// @param ids `[T]`, each 0 or more
  public static Example tagged(Tensor x, int... ids) {
    Tensor y = Tensor.zeros(ids.length);
    for (int t = 0; t < ids.length; t++) {
      y.data()[t] = ClassId.toFloat(ids[t]);
    }
    return new Example(x, y, Per.STEP);
  }

  /// T, the number of steps.
  public int length() {
    return x.shape().dim(0);
  }

  /// F, the number of features of a step.
  public int features() {
    return x.shape().dim(1);
  }
}
