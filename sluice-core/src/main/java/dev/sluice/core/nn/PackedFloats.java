package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.tensor.Floats;
import dev.sluice.kernel.CheckedKernels;

/// [Precision#FLOAT32].
///
/// @param packed `[inputs,units]`
record PackedFloats(CheckedKernels kernels, int inputs, int units, Floats packed)
    implements PackedWeights {

  static PackedFloats of(Packing packing, Parameter weights, int unit, int count) {
    int inputs = weights.shape().dim(1);
    Floats packed =
        RecurrentWeights.pack(
            packing.kernels(), weights.values(), inputs, unit, count, packing.memory()::floats);
    return new PackedFloats(packing.kernels(), inputs, count, packed);
  }

  @Override
  public void multiplyAgain(
      int rows,
      float[] a,
      int aOff,
      float[] scratch,
      int scratchOff,
      float[] c,
      int cOff,
      int cStride) {
    float[] pa = rows == 1 ? a : scratch;
    int pOff = rows == 1 ? aOff : scratchOff;
    kernels.gemm(rows, units, inputs, pa, pOff, packed.array(), packed.offset(), c, cOff, cStride);
  }
}
