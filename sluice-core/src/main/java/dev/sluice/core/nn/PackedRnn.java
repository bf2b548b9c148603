package dev.sluice.core.nn;

import dev.sluice.kernel.CheckedKernels;

/// A plain recurrent layer's frozen weights: the same roundings in the same order as [RnnSequence].
///
/// @param input packed Wᵀ `[I,H]`
/// @param recurrent packed Uᵀ `[H,H]`
/// @param bias `[H]`
record PackedRnn(
    CheckedKernels kernels,
    Activation activation,
    PackedGru.Sizes sizes,
    PackedWeights input,
    PackedWeights recurrent,
    float[] bias)
    implements PackedCell {

  @Override
  public int scratchSize(int rows) {
    return rows * (sizes.hidden() + Math.max(sizes.inputs(), sizes.hidden()));
  }

  @Override
  public void step(int rows, float[] x, float[][] state, float[] scratch) {
    int h = sizes.hidden();
    int packed = rows * h;
    for (int i = 0; i < rows; i++) {
      System.arraycopy(bias, 0, scratch, i * h, h);
    }
    input.multiply(rows, x, 0, scratch, packed, scratch, 0, h);
    recurrent.multiply(rows, state[0], 0, scratch, packed, scratch, 0, h);
    if (activation == Activation.TANH) {
      kernels.rnnTanh(rows, h, scratch, 0, state[0], 0);
    } else {
      kernels.rnnRelu(rows, h, scratch, 0, state[0], 0);
    }
  }
}
