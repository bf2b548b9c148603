package dev.sluice.core.nn;

import dev.sluice.kernel.CheckedKernels;

/// An LSTM layer's frozen weights: the same roundings in the same order as [LstmSequence].
///
/// @param input packed Wᵀ `[I,4H]`
/// @param recurrent packed Uᵀ `[H,4H]`
/// @param bias `[4H]`
record PackedLstm(
    CheckedKernels kernels, PackedGru.Sizes sizes, float[] input, float[] recurrent, float[] bias)
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
    kernels.packRows(rows, sizes.inputs(), x, 0, sizes.inputs(), 1, scratch, packed);
    kernels.gemm(rows, 4 * h, sizes.inputs(), scratch, packed, input, 0, scratch, 0, 4 * h);
    kernels.packRows(rows, h, state[0], 0, h, 1, scratch, packed);
    kernels.gemm(rows, 4 * h, h, scratch, packed, recurrent, 0, scratch, 0, 4 * h);
    kernels.lstm(rows, h, scratch, 0, state[1], 0, state[1], 0, scratch, tanhC, state[0], 0);
  }
}
