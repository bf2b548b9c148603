package dev.sluice.core.nn;

import dev.sluice.kernel.CheckedKernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The frozen weights of a GRU layer of any activations, normalised or not: the same roundings in
/// the same order as [GruStep].
///
/// ```
/// scratch [rows·]: a [3H] pre-activations, then z, r, n │ u [2H] a product with U │ s [H] r ⊙ h' │ packed rows
/// ```
///
/// @param input packed Wᵀ `[I,3H]`
/// @param gates packed U_zrᵀ `[H,2H]`
/// @param candidate packed U_nᵀ `[H,H]`
/// @param bias `[4H]` where the reset comes after the matmul, else `[3H]`; zeros with a norm
record PackedGeneralGru(
    GruSpec spec,
    CheckedKernels kernels,
    PackedWeights input,
    PackedWeights gates,
    PackedWeights candidate,
    float[] bias,
    GruNorm.@Nullable Packed norm)
    implements PackedCell {

  @Override
  public int scratchSize(int rows) {
    return rows * (6 * spec.hiddenSize() + Math.max(input.inputs(), spec.hiddenSize()));
  }

  @Override
  public void step(int rows, float[] x, float[][] state, float[] scratch) {
    int h = spec.hiddenSize();
    int u = rows * 3 * h;
    int s = rows * 5 * h;
    int packed = rows * 6 * h;
    float[] hidden = state[0];
    fillRows(rows, 0, 3 * h, scratch, 0);
    input.multiply(rows, x, 0, scratch, packed, scratch, 0, 3 * h);
    normalise(rows, GruNorm.Part.INPUT_GATES, scratch, 0, 3 * h);
    normalise(rows, GruNorm.Part.INPUT_CANDIDATE, scratch, 2 * h, 3 * h);
    add(rows, GruNorm.Part.HIDDEN_GATES, gates, hidden, 0, scratch, 0);
    activate(rows, spec.gate(), 2 * h, scratch, 0);
    if (spec.reset() == Reset.AFTER_MATMUL) {
      fillRows(rows, 3 * h, h, scratch, u);
      candidate.multiply(rows, hidden, 0, scratch, packed, scratch, u, h);
      normalise(rows, GruNorm.Part.HIDDEN_CANDIDATE, scratch, u, h);
      for (int i = 0; i < rows; i++) {
        int r = i * 3 * h + h;
        for (int j = 0; j < h; j++) {
          int n = r + h + j;
          scratch[n] = Math.fma(scratch[r + j], scratch[u + i * h + j], scratch[n]);
        }
      }
    } else {
      for (int i = 0; i < rows; i++) {
        int r = i * 3 * h + h;
        for (int j = 0; j < h; j++) {
          scratch[s + i * h + j] = scratch[r + j] * hidden[i * h + j];
        }
      }
      add(rows, GruNorm.Part.HIDDEN_CANDIDATE, candidate, scratch, s, scratch, 2 * h);
    }
    activate(rows, spec.candidate(), h, scratch, 2 * h);
    for (int i = 0; i < rows; i++) {
      int z = i * 3 * h;
      for (int j = 0; j < h; j++) {
        float before = hidden[i * h + j];
        float towards = scratch[z + 2 * h + j] - before;
        hidden[i * h + j] = Flush.of(Math.fma(scratch[z + j], towards, before));
      }
    }
  }

  /// Begins `rows` sums of `count` values with the bias from `from` on.
  private void fillRows(int rows, int from, int count, float[] y, int offset) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(bias, from, y, offset + i * count, count);
    }
  }

  /// Adds `state · weights` to columns of the pre-activations, normalised where the cell is.
  ///
  /// @param state `[rows,H]` at `from`
  /// @param column the first of them
  private void add(
      int rows,
      GruNorm.Part part,
      PackedWeights weights,
      float[] state,
      int from,
      float[] scratch,
      int column) {
    int h = spec.hiddenSize();
    int packed = rows * 6 * h;
    if (norm == null) {
      weights.multiply(rows, state, from, scratch, packed, scratch, column, 3 * h);
      return;
    }
    int u = rows * 3 * h;
    int units = weights.units();
    Arrays.fill(scratch, u, u + rows * units, 0);
    weights.multiply(rows, state, from, scratch, packed, scratch, u, units);
    normalise(rows, part, scratch, u, units);
    for (int i = 0; i < rows; i++) {
      int to = column + i * 3 * h;
      for (int j = 0; j < units; j++) {
        scratch[to + j] += scratch[u + i * units + j];
      }
    }
  }

  /// Normalises a part of every row, if the cell is normalised.
  private void normalise(int rows, GruNorm.Part part, float[] x, int offset, int stride) {
    if (norm != null) {
      for (int i = 0; i < rows; i++) {
        norm.apply(part, x, offset + i * stride);
      }
    }
  }

  private void activate(int rows, Activation function, int count, float[] scratch, int column) {
    for (int i = 0; i < rows; i++) {
      function.apply(kernels, count, scratch, column + i * 3 * spec.hiddenSize());
    }
  }
}
