package dev.sluice.core.nn;

import dev.sluice.kernel.CheckedKernels;

/// A GRU layer's frozen weights: the same roundings in the same order as [GruSequence].
///
/// @param input packed Wᵀ `[I,3H]`
/// @param gates packed U_zrᵀ `[H,2H]`
/// @param candidate packed U_nᵀ `[H,H]`
/// @param bias `[4H]` where the reset comes after the matmul, else `[3H]`
record PackedGru(
    CheckedKernels kernels,
    Reset reset,
    Sizes sizes,
    float[] input,
    float[] gates,
    float[] candidate,
    float[] bias)
    implements PackedCell {

  /// I and H.
  record Sizes(int inputs, int hidden) {}

  @Override
  public int scratchSize(int rows) {
    return rows * (4 * sizes.hidden + Math.max(sizes.inputs, sizes.hidden));
  }

  @Override
  public void step(int rows, float[] x, float[][] state, float[] scratch) {
    int h = sizes.hidden;
    float[] hidden = state[0];
    int u = rows * 3 * h;
    int packed = u + rows * h;
    for (int i = 0; i < rows; i++) {
      System.arraycopy(bias, 0, scratch, i * 3 * h, 3 * h);
    }
    kernels.packRows(rows, sizes.inputs, x, 0, sizes.inputs, 1, scratch, packed);
    kernels.gemm(rows, 3 * h, sizes.inputs, scratch, packed, input, 0, scratch, 0, 3 * h);
    kernels.packRows(rows, h, hidden, 0, h, 1, scratch, packed);
    kernels.gemm(rows, 2 * h, h, scratch, packed, gates, 0, scratch, 0, 3 * h);
    if (reset == Reset.AFTER_MATMUL) {
      for (int i = 0; i < rows; i++) {
        System.arraycopy(bias, 3 * h, scratch, u + i * h, h);
      }
      kernels.gemm(rows, h, h, scratch, packed, candidate, 0, scratch, u, h);
      kernels.gruAfter(rows, h, scratch, 0, scratch, u, hidden, 0, hidden, 0);
    } else {
      kernels.gruBeforeReset(rows, h, scratch, 0, hidden, 0, scratch, u);
      kernels.packRows(rows, h, scratch, u, h, 1, scratch, packed);
      kernels.gemm(rows, h, h, scratch, packed, candidate, 0, scratch, 2 * h, 3 * h);
      kernels.gruBeforeUpdate(rows, h, scratch, 0, hidden, 0, hidden, 0);
    }
  }
}
