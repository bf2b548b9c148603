package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Frame;
import dev.sluice.core.tensor.Floats;
import dev.sluice.kernel.CheckedKernels;
import java.util.function.IntFunction;

/// Packing of weight matrices `[units, inputs]` for the product of a row with their transpose.
final class RecurrentWeights {
  private RecurrentWeights() {}

  /// A part of a packed matrix, as a key.
  private record Part(CheckedKernels kernels, int unit, int count) {}

  /// Packs rows `[unit, unit+count)` of input `input` of an operation; of a frozen parameter once.
  static Floats pack(Frame frame, int input, int unit, int count) {
    CheckedKernels kernels = frame.kernels();
    int inputs = frame.inShape(input).dim(1);
    return frame.derived(
        input,
        new Part(kernels, unit, count),
        memory -> pack(kernels, frame.in(input), inputs, unit, count, memory));
  }

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
