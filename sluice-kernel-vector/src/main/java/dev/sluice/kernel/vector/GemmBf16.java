package dev.sluice.kernel.vector;

import static dev.sluice.kernel.vector.VectorMath.L;

/// The product of several rows with a matrix of bfloat16, see [Bf16], in the blocks of
/// [VectorGemm].
final class GemmBf16 {
  private GemmBf16() {}

  static void gemm(
      int m,
      int n,
      int k,
      float[] a,
      int aOff,
      int[] b,
      int bOff,
      float[] c,
      int cOff,
      int cStride) {
    if (m == 1) {
      GemvBf16.row(n, k, a, aOff, b, bOff, c, cOff);
      return;
    }
    int block = VectorGemm.rowsInCache(k);
    for (int i0 = 0; i0 < m; i0 += block) {
      int rows = Math.min(block, m - i0);
      for (int j0 = 0; j0 < n; j0 += 2 * L) {
        int columns = Math.min(2 * L, n - j0);
        int ci = cOff + i0 * cStride + j0;
        columnPanel(rows, columns, k, a, aOff + i0 * k, b, bOff + j0 / 2 * k, c, ci, cStride);
      }
    }
  }

  /// `C[m,columns] += A·B` for one panel of B.
  private static void columnPanel(
      int m,
      int columns,
      int k,
      float[] a,
      int aOff,
      int[] b,
      int bOff,
      float[] c,
      int cOff,
      int cStride) {
    int step = VectorGemm.depth(m, k);
    for (int p0 = 0; p0 < k; p0 += step) {
      int depth = Math.min(step, k - p0);
      for (int i0 = 0; i0 < m; i0 += VectorGemm.ROW_BLOCK) {
        int rows = Math.min(VectorGemm.ROW_BLOCK, m - i0);
        int ai = aOff + i0 * k + p0 * rows;
        int ci = cOff + i0 * cStride;
        if (columns == 2 * L && rows > 1) {
          GemmTilesBf16.panel(rows, depth, a, ai, b, bOff + p0 * L, c, ci, cStride);
        } else {
          for (int i = 0; i < rows; i++) {
            int row = ci + i * cStride;
            GemvBf16.onePanel(columns, depth, a, ai + i, rows, b, bOff + p0 * L, c, row);
          }
        }
      }
    }
  }
}
