package dev.sluice.core.nn;

/// The frozen weights of one layer, packed once, to compute single steps without allocating.
interface PackedCell {
  /// Floats of scratch that [#step] needs for `rows` rows.
  int scratchSize(int rows);

  /// One step of `rows` sequences, in place.
  ///
  /// @param x `[rows,I]`, contiguous
  /// @param state one `[rows,H]` for each plane, contiguous; read and overwritten
  /// @param scratch [#scratchSize] floats, undefined before and after
  void step(int rows, float[] x, float[][] state, float[] scratch);
}
