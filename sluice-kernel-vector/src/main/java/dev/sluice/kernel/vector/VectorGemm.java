package dev.sluice.kernel.vector;

import static dev.sluice.kernel.vector.VectorMath.L;

/// Packing, and the matrix product over register tiles. The layouts are described at [dev.sluice.kernel.Kernels].
///
/// A tile keeps 6 rows × [#VECTORS] vectors of C in registers while it runs over all of k: in each step one vector-row of packed B is
/// loaded once and used for 6 rows. Panels of B are the outer loop, so that one (48 KiB for k = 256) stays near while
/// the rows pass; panels of A are 6 KiB and stay in the first cache.
final class VectorGemm {
  /// Vectors in a tile's row: with 32 registers (AVX-512, NEON, SVE) 6×3 fits, with 16 (AVX2) 6×2.
  static final int VECTORS = L >= 16 || System.getProperty("os.arch").equals("aarch64") ? 3 : 2;

  static final int ROW_BLOCK = 6;
  static final int COLUMN_BLOCK = VECTORS * L;

  private VectorGemm() {}

  static void packRows(
      int m, int k, float[] a, int aOff, int rowStride, int colStride, float[] out, int outOff) {
    for (int i0 = 0; i0 < m; i0 += ROW_BLOCK) {
      int height = Math.min(ROW_BLOCK, m - i0);
      int panel = outOff + i0 * k;
      for (int i = 0; i < height; i++) {
        int from = aOff + (i0 + i) * rowStride;
        for (int p = 0; p < k; p++) {
          out[panel + p * height + i] = a[from + p * colStride];
        }
      }
    }
  }

  static void packColumns(
      int k, int n, float[] b, int bOff, int rowStride, int colStride, float[] out, int outOff) {
    for (int j0 = 0; j0 < n; j0 += COLUMN_BLOCK) {
      int columns = Math.min(COLUMN_BLOCK, n - j0);
      int width = padded(columns);
      int panel = outOff + j0 * k;
      for (int p = 0; p < k; p++) {
        int to = panel + p * width;
        int from = bOff + p * rowStride + j0 * colStride;
        for (int j = 0; j < columns; j++) {
          out[to + j] = b[from + j * colStride];
        }
        for (int j = columns; j < width; j++) {
          out[to + j] = 0f;
        }
      }
    }
  }

  static int packedColumnsSize(int k, int n) {
    return Math.toIntExact((long) k * ((n + (L - 1L)) / L * L));
  }

  static void gemm(
      int m, int n, int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int cStride) {
    int j0 = 0;
    if (m == 1 && VECTORS == 3) {
      // Streaming: bound by reading B, of which two panels at a time keep more loads in flight.
      for (; j0 <= n - 2 * COLUMN_BLOCK; j0 += 2 * COLUMN_BLOCK) {
        GemvTile.twoPanels(k, a, aOff, b, bOff + j0 * k, c, cOff + j0);
      }
    }
    for (; j0 < n; j0 += COLUMN_BLOCK) {
      int columns = Math.min(COLUMN_BLOCK, n - j0);
      columnPanel(m, columns, k, a, aOff, b, bOff + j0 * k, c, cOff + j0, cStride);
    }
  }

  private static void columnPanel(
      int m, int columns, int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int cStride) {
    for (int i0 = 0; i0 < m; i0 += ROW_BLOCK) {
      int rows = Math.min(ROW_BLOCK, m - i0);
      int ai = aOff + i0 * k;
      int ci = cOff + i0 * cStride;
      if (columns == 3 * L) {
        GemmTiles3.panel(rows, k, a, ai, b, bOff, c, ci, cStride);
      } else if (columns == 2 * L) {
        GemmTiles2.panel(rows, k, a, ai, b, bOff, c, ci, cStride);
      } else {
        int width = padded(columns);
        for (int j = 0; j < columns; j += L) {
          GemmTiles1.panel(
              rows, Math.min(L, columns - j), k, a, ai, b, bOff + j, width, c, ci + j, cStride);
        }
      }
    }
  }

  private static int padded(int columns) {
    return (columns + L - 1) / L * L;
  }
}
