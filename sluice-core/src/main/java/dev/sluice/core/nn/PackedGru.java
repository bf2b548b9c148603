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
    PackedWeights input,
    PackedWeights gates,
    PackedWeights candidate,
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
    input.multiply(rows, x, 0, scratch, packed, scratch, 0, 3 * h);
    gates.multiply(rows, hidden, 0, scratch, packed, scratch, 0, 3 * h);
    if (reset == Reset.AFTER_MATMUL) {
      for (int i = 0; i < rows; i++) {
        System.arraycopy(bias, 3 * h, scratch, u + i * h, h);
      }
      candidate.multiplyAgain(rows, hidden, 0, scratch, packed, scratch, u, h);
      kernels.gruAfter(rows, h, scratch, 0, scratch, u, hidden, 0, hidden, 0);
    } else {
      kernels.gruBeforeReset(rows, h, scratch, 0, hidden, 0, scratch, u);
      candidate.multiply(rows, scratch, u, scratch, packed, scratch, 2 * h, 3 * h);
      kernels.gruBeforeUpdate(rows, h, scratch, 0, hidden, 0, hidden, 0);
    }
  }
}
