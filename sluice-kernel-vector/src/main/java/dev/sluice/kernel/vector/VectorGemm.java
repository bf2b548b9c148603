package dev.sluice.kernel.vector;

import static dev.sluice.kernel.vector.VectorMath.L;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Packing, and the matrix product over register tiles. The layouts are described at
/// [dev.sluice.kernel.Kernels].
///
/// A tile keeps [#ROW_BLOCK] rows × 2 vectors of C in registers while it runs over k: in each step
/// two vectors of packed B are loaded once and used for all its rows. Around it, blocks that fit
/// the caches: [#DEPTH] of a panel of B (24 KiB) stay in the first cache while [#ROWS_IN_CACHE]
/// floats of A (512 KiB) pass from the second. Blocks change no bits, since C carries each sum from
/// one to the next.
final class VectorGemm {
  /// Eight rows need 26 registers: AVX-512, NEON and SVE have 32; elsewhere (AVX2) there are 16,
  /// enough for four rows.
  static final int ROW_BLOCK = L >= 16 || System.getProperty("os.arch").equals("aarch64") ? 8 : 4;

  /// One column of a panel of A.
  private static final VectorSpecies<Float> PANEL =
      ROW_BLOCK == 8 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_128;

  static final int COLUMN_BLOCK = 2 * L;

  private static final int DEPTH = 8192 / COLUMN_BLOCK;

  private static final int ROWS_IN_CACHE = 1 << 16;

  private VectorGemm() {}

  static void packRows(
      int m, int k, float[] a, int aOff, int rowStride, int colStride, float[] out, int outOff) {
    for (int i0 = 0; i0 < m; i0 += ROW_BLOCK) {
      int height = Math.min(ROW_BLOCK, m - i0);
      int from = aOff + i0 * rowStride;
      int panel = outOff + i0 * k;
      if (height == ROW_BLOCK && rowStride == 1) {
        copyPanel(k, a, from, colStride, out, panel);
      } else if (height == 8 && colStride == 1) {
        Turn.eightRows(k, a, from, rowStride, out, panel);
      } else {
        for (int i = 0; i < height; i++) {
          for (int p = 0; p < k; p++) {
            out[panel + p * height + i] = a[from + i * rowStride + p * colStride];
          }
        }
      }
    }
  }

  /// A panel of a transposed matrix, whose columns of A are pieces of rows.
  private static void copyPanel(
      int k, float[] a, int aOff, int colStride, float[] out, int outOff) {
    for (int p = 0; p < k; p++) {
      fromArray(PANEL, a, aOff + p * colStride).intoArray(out, outOff + p * ROW_BLOCK);
    }
  }

  static void packColumns(
      int k, int n, float[] b, int bOff, int rowStride, int colStride, float[] out, int outOff) {
    for (int j0 = 0; j0 < n; j0 += COLUMN_BLOCK) {
      int columns = Math.min(COLUMN_BLOCK, n - j0);
      int width = padded(columns);
      int panel = outOff + j0 * k;
      int from = bOff + j0 * colStride;
      int turned = rowStride == 1 ? columns / 8 * 8 : 0;
      for (int j = 0; j < turned; j += 8) {
        Turn.rest(k, b, from + j * colStride, colStride, out, panel + j, width);
      }
      for (int p = 0; p < k; p++) {
        int to = panel + p * width;
        int row = from + p * rowStride;
        if (colStride == 1) {
          System.arraycopy(b, row, out, to, columns);
        } else {
          for (int j = turned; j < columns; j++) {
            out[to + j] = b[row + j * colStride];
          }
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
      int m,
      int n,
      int k,
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      float[] c,
      int cOff,
      int cStride) {
    if (m == 1) {
      row(n, k, a, aOff, b, bOff, c, cOff);
      return;
    }
    int block = rowsInCache(k);
    for (int i0 = 0; i0 < m; i0 += block) {
      int rows = Math.min(block, m - i0);
      for (int j0 = 0; j0 < n; j0 += COLUMN_BLOCK) {
        int columns = Math.min(COLUMN_BLOCK, n - j0);
        int ci = cOff + i0 * cStride + j0;
        columnPanel(rows, columns, k, a, aOff + i0 * k, b, bOff + j0 * k, c, ci, cStride);
      }
    }
  }

  /// Rows of A, whole panels, that stay in the second cache.
  static int rowsInCache(int k) {
    return Math.max(1, ROWS_IN_CACHE / (ROW_BLOCK * Math.max(1, k))) * ROW_BLOCK;
  }

  /// Streaming: bound by reading B once, of which four panels at a time keep enough loads and sums
  /// in flight.
  private static void row(
      int n, int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff) {
    int j0 = 0;
    for (; j0 <= n - 4 * COLUMN_BLOCK; j0 += 4 * COLUMN_BLOCK) {
      GemvTile.fourPanels(k, a, aOff, b, bOff + j0 * k, c, cOff + j0);
    }
    for (; j0 < n; j0 += COLUMN_BLOCK) {
      int columns = Math.min(COLUMN_BLOCK, n - j0);
      tile(1, columns, padded(columns), k, a, aOff, b, bOff + j0 * k, c, cOff + j0, n);
    }
  }

  /// `C[m,columns] += A·B` for one panel of B.
  private static void columnPanel(
      int m,
      int columns,
      int k,
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      float[] c,
      int cOff,
      int cStride) {
    int width = padded(columns);
    int step = depth(m, k);
    for (int p0 = 0; p0 < k; p0 += step) {
      int depth = Math.min(step, k - p0);
      for (int i0 = 0; i0 < m; i0 += ROW_BLOCK) {
        int rows = Math.min(ROW_BLOCK, m - i0);
        int ai = aOff + i0 * k + p0 * rows;
        int bi = bOff + p0 * width;
        tile(rows, columns, width, depth, a, ai, b, bi, c, cOff + i0 * cStride, cStride);
      }
    }
  }

  /// How much of a panel of B is used at a time: with one panel of rows nothing is used twice.
  static int depth(int m, int k) {
    return m <= ROW_BLOCK ? Math.max(1, k) : DEPTH;
  }

  private static void tile(
      int rows,
      int columns,
      int width,
      int k,
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      float[] c,
      int cOff,
      int cStride) {
    if (columns == COLUMN_BLOCK) {
      GemmTiles2.panel(rows, k, a, aOff, b, bOff, c, cOff, cStride);
      return;
    }
    for (int j = 0; j < columns; j += L) {
      int in = Math.min(L, columns - j);
      GemmTiles1.panel(rows, in, k, a, aOff, b, bOff + j, width, c, cOff + j, cStride);
    }
  }

  private static int padded(int columns) {
    return (columns + L - 1) / L * L;
  }
}
