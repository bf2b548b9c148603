package dev.sluice.kernel;

/// Packing, and the matrix product as the definition reads: one accumulator for each output.
///
/// Packed A is plain row-major (a panel is one row). Packed B has panels of 64 columns, so that the
/// inner loop runs along contiguous columns, in the form that the JIT compiler can turn into SIMD
/// code by itself.
final class ScalarGemm {
  static final int ROW_BLOCK = 1;
  static final int COLUMN_BLOCK = 64;

  private ScalarGemm() {}

  static void packRows(
      int m, int k, float[] a, int aOff, int rowStride, int colStride, float[] out, int outOff) {
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        out[outOff + i * k + p] = a[aOff + i * rowStride + p * colStride];
      }
    }
  }

  static void packColumns(
      int k, int n, float[] b, int bOff, int rowStride, int colStride, float[] out, int outOff) {
    for (int j0 = 0; j0 < n; j0 += COLUMN_BLOCK) {
      int width = Math.min(COLUMN_BLOCK, n - j0);
      int panel = outOff + j0 * k;
      for (int p = 0; p < k; p++) {
        for (int j = 0; j < width; j++) {
          out[panel + p * width + j] = b[bOff + p * rowStride + (j0 + j) * colStride];
        }
      }
    }
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
    for (int j0 = 0; j0 < n; j0 += COLUMN_BLOCK) {
      int width = Math.min(COLUMN_BLOCK, n - j0);
      for (int i = 0; i < m; i++) {
        row(width, k, a, aOff + i * k, b, bOff + j0 * k, c, cOff + i * cStride + j0);
      }
    }
  }

  /// `c[width] += a[k]·b[k,width]`: element `j` of C is the accumulator of column `j`.
  private static void row(
      int width, int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff) {
    for (int p = 0; p < k; p++) {
      float s = a[aOff + p];
      int bp = bOff + p * width;
      for (int j = 0; j < width; j++) {
        c[cOff + j] = Math.fma(s, b[bp + j], c[cOff + j]);
      }
    }
  }
}
