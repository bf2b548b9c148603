package dev.sluice.kernel;

/// Packing, and the matrix product as the definition reads: one accumulator for each output.
///
/// Packed A is plain row-major (a panel is one row). Packed B has panels of eight columns, whose
/// eight sums run side by side: a sum alone would wait for each of its additions.
final class ScalarGemm {
  static final int ROW_BLOCK = 1;
  static final int COLUMN_BLOCK = 8;

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
        int ai = aOff + i * k;
        int ci = cOff + i * cStride + j0;
        if (width == COLUMN_BLOCK) {
          eightColumns(k, a, ai, b, bOff + j0 * k, c, ci);
        } else {
          fewColumns(width, k, a, ai, b, bOff + j0 * k, c, ci);
        }
      }
    }
  }

  /// `c[8] += a[k]·b[k,8]`.
  private static void eightColumns(
      int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff) {
    float c0 = c[cOff];
    float c1 = c[cOff + 1];
    float c2 = c[cOff + 2];
    float c3 = c[cOff + 3];
    float c4 = c[cOff + 4];
    float c5 = c[cOff + 5];
    float c6 = c[cOff + 6];
    float c7 = c[cOff + 7];
    for (int p = 0; p < k; p++) {
      float s = a[aOff + p];
      int bp = bOff + p * 8;
      c0 = Math.fma(s, b[bp], c0);
      c1 = Math.fma(s, b[bp + 1], c1);
      c2 = Math.fma(s, b[bp + 2], c2);
      c3 = Math.fma(s, b[bp + 3], c3);
      c4 = Math.fma(s, b[bp + 4], c4);
      c5 = Math.fma(s, b[bp + 5], c5);
      c6 = Math.fma(s, b[bp + 6], c6);
      c7 = Math.fma(s, b[bp + 7], c7);
    }
    c[cOff] = c0;
    c[cOff + 1] = c1;
    c[cOff + 2] = c2;
    c[cOff + 3] = c3;
    c[cOff + 4] = c4;
    c[cOff + 5] = c5;
    c[cOff + 6] = c6;
    c[cOff + 7] = c7;
  }

  /// `c[width] += a[k]·b[k,width]`.
  private static void fewColumns(
      int width, int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff) {
    for (int j = 0; j < width; j++) {
      float sum = c[cOff + j];
      for (int p = 0; p < k; p++) {
        sum = Math.fma(a[aOff + p], b[bOff + p * width + j], sum);
      }
      c[cOff + j] = sum;
    }
  }

  static void gemmBf16(
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
    for (int i = 0; i < m; i++) {
      rowBf16(n, k, a, aOff + i * k, b, bOff, c, cOff + i * cStride);
    }
  }

  private static void rowBf16(
      int n, int k, float[] a, int aOff, int[] b, int bOff, float[] c, int cOff) {
    int half = COLUMN_BLOCK / 2;
    for (int j = 0; j < n; j++) {
      int column = bOff + j / COLUMN_BLOCK * half * k + j % half;
      int shift = j % COLUMN_BLOCK < half ? 16 : 0;
      float sum = c[cOff + j];
      for (int p = 0; p < k; p++) {
        float weight = Float.intBitsToFloat(b[column + p * half] << shift & Bf16.UPPER);
        sum = Math.fma(a[aOff + p], weight, sum);
      }
      c[cOff + j] = sum;
    }
  }
}
