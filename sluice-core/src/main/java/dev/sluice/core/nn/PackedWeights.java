package dev.sluice.core.nn;

import dev.sluice.core.tensor.Floats;
import dev.sluice.kernel.CheckedKernels;

/// A frozen weight matrix that rows are multiplied with, packed.
///
/// @param packed `[inputs,units]`
record PackedWeights(CheckedKernels kernels, int inputs, int units, Floats packed) {

  /// `c += a · weights`.
  ///
  /// @param a `[rows,inputs]` at `aOff`, contiguous
  /// @param scratch `rows·inputs` floats at `scratchOff`, undefined before; see [#multiplyAgain]
  /// @param c rows `cStride` apart, the first at `cOff`
  void multiply(
      int rows,
      float[] a,
      int aOff,
      float[] scratch,
      int scratchOff,
      float[] c,
      int cOff,
      int cStride) {
    if (rows > 1) {
      kernels.packRows(rows, inputs, a, aOff, inputs, 1, scratch, scratchOff);
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
      int cStride) {
    // A single row is its own packed form.
    float[] pa = rows == 1 ? a : scratch;
    int pOff = rows == 1 ? aOff : scratchOff;
    kernels.gemm(rows, units, inputs, pa, pOff, packed.array(), packed.offset(), c, cOff, cStride);
  }
}
