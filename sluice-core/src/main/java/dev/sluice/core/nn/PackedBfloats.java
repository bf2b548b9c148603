package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.tensor.Floats;
import dev.sluice.kernel.Bf16;
import dev.sluice.kernel.CheckedKernels;

/// [Precision#BFLOAT16].
///
/// @param packed `[inputs,units]`, two to an int
record PackedBfloats(CheckedKernels kernels, int inputs, int units, int[] packed)
    implements PackedWeights {

  static PackedBfloats of(CheckedKernels kernels, Parameter weights, int unit, int count) {
    int inputs = weights.shape().dim(1);
    Floats values = weights.values();
    for (int i = unit * inputs; i < (unit + count) * inputs; i++) {
      float w = values.get(i);
      if (Float.isFinite(w) && Math.abs(w) > Bf16.MAX_VALUE) {
        throw new IllegalArgumentException(
            "weight %s[%d,%d] is %s, too large for bfloat16, whose largest value is %s; use FLOAT32"
                .formatted(weights.name(), i / inputs, i % inputs, w, Bf16.MAX_VALUE));
      }
    }
    int[] packed = new int[kernels.packedColumnsBf16Size(inputs, count)];
    int from = values.offset() + unit * inputs;
    kernels.packColumnsBf16(inputs, count, values.array(), from, 1, inputs, packed, 0);
    return new PackedBfloats(kernels, inputs, count, packed);
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
    kernels.gemmBf16(rows, units, inputs, pa, pOff, packed, 0, c, cOff, cStride);
  }
}
