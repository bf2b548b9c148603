package dev.sluice.core.nn;

import dev.sluice.core.tensor.Floats;
import dev.sluice.kernel.CheckedKernels;
import java.util.function.IntFunction;

/// Packing of weight matrices `[units, inputs]` for the product of a row with their transpose.
final class RecurrentWeights {
  private RecurrentWeights() {}

  /// Packs rows `[unit, unit+count)` of `weights` `[·,inputs]` as columns.
  ///
  /// @param memory makes the window that is returned
  static Floats pack(
      CheckedKernels kernels,
      Floats weights,
      int inputs,
      int unit,
      int count,
      IntFunction<Floats> memory) {
    Floats packed = memory.apply(kernels.packedColumnsSize(inputs, count));
    kernels.packColumns(
        inputs,
        count,
        weights.array(),
        weights.offset() + unit * inputs,
        1,
        inputs,
        packed.array(),
        packed.offset());
    return packed;
  }
}
