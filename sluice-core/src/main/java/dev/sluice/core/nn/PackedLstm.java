package dev.sluice.core.nn;

import dev.sluice.kernel.CheckedKernels;

/// An LSTM layer's frozen weights: the same roundings in the same order as [LstmSequence].
///
/// @param input packed Wᵀ `[I,4H]`
/// @param recurrent packed Uᵀ `[H,4H]`
/// @param bias `[4H]`
record PackedLstm(
    CheckedKernels kernels,
    PackedGru.Sizes sizes,
    PackedWeights input,
    PackedWeights recurrent,
    float[] bias)
    implements PackedCell {

  @Override
  public int scratchSize(int rows) {
    return rows * (5 * sizes.hidden() + Math.max(sizes.inputs(), sizes.hidden()));
  }

  @Override
  public void step(int rows, float[] x, float[][] state, float[] scratch) {
    int h = sizes.hidden();
    int tanhC = rows * 4 * h;
    int packed = tanhC + rows * h;
    for (int i = 0; i < rows; i++) {
      System.arraycopy(bias, 0, scratch, i * 4 * h, 4 * h);
    }
    input.multiply(rows, x, 0, scratch, packed, scratch, 0, 4 * h);
    recurrent.multiply(rows, state[0], 0, scratch, packed, scratch, 0, 4 * h);
    kernels.lstm(rows, h, scratch, 0, state[1], 0, state[1], 0, scratch, tanhC, state[0], 0);
  }
}
