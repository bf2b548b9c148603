package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.compute.Arena;
import dev.sluice.kernel.CheckedKernels;

/// A frozen weight matrix that rows are multiplied with, packed.
sealed interface PackedWeights permits PackedFloats, PackedBfloats {
  /// What multiplies.
  CheckedKernels kernels();

  /// Rows of the matrix, the length of a row that is multiplied with it.
  int inputs();

  /// Columns of the matrix.
  int units();

  /// `c += a · weights`.
  ///
  /// @param a `[rows,inputs]` at `aOff`, contiguous
  /// @param scratch `rows·inputs` floats at `scratchOff`, undefined before; see [#multiplyAgain]
  /// @param c rows `cStride` apart, the first at `cOff`
  default void multiply(
      int rows,
      float[] a,
      int aOff,
      float[] scratch,
      int scratchOff,
      float[] c,
      int cOff,
      int cStride) {
    if (rows > 1) { // a single row is its own packed form
      kernels().packRows(rows, inputs(), a, aOff, inputs(), 1, scratch, scratchOff);
    }
    multiplyAgain(rows, a, aOff, scratch, scratchOff, c, cOff, cStride);
  }

  /// The same, with the `a` and the scratch of the [#multiply] before.
  void multiplyAgain(
      int rows,
      float[] a,
      int aOff,
      float[] scratch,
      int scratchOff,
      float[] c,
      int cOff,
      int cStride);

  /// How weights are packed.
  ///
  /// @param memory where floats are put
  record Packing(CheckedKernels kernels, Precision precision, Arena memory) {
    /// Rows `[unit, unit+count)` of `weights` `[·,inputs]`, packed as `[inputs,count]`.
    ///
    /// @throws IllegalArgumentException if a weight is too large for the precision
    PackedWeights pack(Parameter weights, int unit, int count) {
      return switch (precision) {
        case FLOAT32 -> PackedFloats.of(this, weights, unit, count);
        case BFLOAT16 -> PackedBfloats.of(kernels, weights, unit, count);
      };
    }
  }
}
