package dev.sluice.kernel.vector;

import static dev.sluice.kernel.vector.VectorMath.L;
import static dev.sluice.kernel.vector.VectorMath.S;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/// Tiles of the matrix product that are two vectors wide: the full width where there are 16 registers (6×2 takes 15), and the
/// remainder elsewhere.
///
/// One method for each height, because the compiler keeps an accumulator in a register only if it has a name, and strides of
/// memory must be constants for it to drop the bounds checks.
final class GemmTiles2 {
  private GemmTiles2() {}

  /// `C[rows,2·L] += A·B`; `a` is a panel `[k,rows]`, `b` a panel `[k,2·L]`.
  static void panel(int rows, int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int cStride) {
    switch (rows) {
      case 6 -> rows6(k, a, aOff, b, bOff, c, cOff, cStride);
      case 5 -> rows5(k, a, aOff, b, bOff, c, cOff, cStride);
      case 4 -> rows4(k, a, aOff, b, bOff, c, cOff, cStride);
      case 3 -> rows3(k, a, aOff, b, bOff, c, cOff, cStride);
      case 2 -> rows2(k, a, aOff, b, bOff, c, cOff, cStride);
      default -> rows1(k, a, aOff, b, bOff, c, cOff, cStride);
    }
  }

  static void rows6(int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int cStride) {
    int r1 = cOff + cStride;
    int r2 = r1 + cStride;
    int r3 = r2 + cStride;
    int r4 = r3 + cStride;
    int r5 = r4 + cStride;
    FloatVector c00 = fromArray(S, c, cOff);
    FloatVector c01 = fromArray(S, c, cOff + L);
    FloatVector c10 = fromArray(S, c, r1);
    FloatVector c11 = fromArray(S, c, r1 + L);
    FloatVector c20 = fromArray(S, c, r2);
    FloatVector c21 = fromArray(S, c, r2 + L);
    FloatVector c30 = fromArray(S, c, r3);
    FloatVector c31 = fromArray(S, c, r3 + L);
    FloatVector c40 = fromArray(S, c, r4);
    FloatVector c41 = fromArray(S, c, r4 + L);
    FloatVector c50 = fromArray(S, c, r5);
    FloatVector c51 = fromArray(S, c, r5 + L);
    for (int p = 0; p < k; p++) {
      int bp = bOff + p * (2 * L);
      int ap = aOff + p * 6;
      FloatVector b0 = fromArray(S, b, bp);
      FloatVector b1 = fromArray(S, b, bp + L);
      FloatVector x = broadcast(S, a[ap]);
      c00 = b0.fma(x, c00);
      c01 = b1.fma(x, c01);
      x = broadcast(S, a[ap + 1]);
      c10 = b0.fma(x, c10);
      c11 = b1.fma(x, c11);
      x = broadcast(S, a[ap + 2]);
      c20 = b0.fma(x, c20);
      c21 = b1.fma(x, c21);
      x = broadcast(S, a[ap + 3]);
      c30 = b0.fma(x, c30);
      c31 = b1.fma(x, c31);
      x = broadcast(S, a[ap + 4]);
      c40 = b0.fma(x, c40);
      c41 = b1.fma(x, c41);
      x = broadcast(S, a[ap + 5]);
      c50 = b0.fma(x, c50);
      c51 = b1.fma(x, c51);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + L);
    c10.intoArray(c, r1);
    c11.intoArray(c, r1 + L);
    c20.intoArray(c, r2);
    c21.intoArray(c, r2 + L);
    c30.intoArray(c, r3);
    c31.intoArray(c, r3 + L);
    c40.intoArray(c, r4);
    c41.intoArray(c, r4 + L);
    c50.intoArray(c, r5);
    c51.intoArray(c, r5 + L);
  }

  static void rows5(int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int cStride) {
    int r1 = cOff + cStride;
    int r2 = r1 + cStride;
    int r3 = r2 + cStride;
    int r4 = r3 + cStride;
    FloatVector c00 = fromArray(S, c, cOff);
    FloatVector c01 = fromArray(S, c, cOff + L);
    FloatVector c10 = fromArray(S, c, r1);
    FloatVector c11 = fromArray(S, c, r1 + L);
    FloatVector c20 = fromArray(S, c, r2);
    FloatVector c21 = fromArray(S, c, r2 + L);
    FloatVector c30 = fromArray(S, c, r3);
    FloatVector c31 = fromArray(S, c, r3 + L);
    FloatVector c40 = fromArray(S, c, r4);
    FloatVector c41 = fromArray(S, c, r4 + L);
    for (int p = 0; p < k; p++) {
      int bp = bOff + p * (2 * L);
      int ap = aOff + p * 5;
      FloatVector b0 = fromArray(S, b, bp);
      FloatVector b1 = fromArray(S, b, bp + L);
      FloatVector x = broadcast(S, a[ap]);
      c00 = b0.fma(x, c00);
      c01 = b1.fma(x, c01);
      x = broadcast(S, a[ap + 1]);
      c10 = b0.fma(x, c10);
      c11 = b1.fma(x, c11);
      x = broadcast(S, a[ap + 2]);
      c20 = b0.fma(x, c20);
      c21 = b1.fma(x, c21);
      x = broadcast(S, a[ap + 3]);
      c30 = b0.fma(x, c30);
      c31 = b1.fma(x, c31);
      x = broadcast(S, a[ap + 4]);
      c40 = b0.fma(x, c40);
      c41 = b1.fma(x, c41);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + L);
    c10.intoArray(c, r1);
    c11.intoArray(c, r1 + L);
    c20.intoArray(c, r2);
    c21.intoArray(c, r2 + L);
    c30.intoArray(c, r3);
    c31.intoArray(c, r3 + L);
    c40.intoArray(c, r4);
    c41.intoArray(c, r4 + L);
  }

  static void rows4(int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int cStride) {
    int r1 = cOff + cStride;
    int r2 = r1 + cStride;
    int r3 = r2 + cStride;
    FloatVector c00 = fromArray(S, c, cOff);
    FloatVector c01 = fromArray(S, c, cOff + L);
    FloatVector c10 = fromArray(S, c, r1);
    FloatVector c11 = fromArray(S, c, r1 + L);
    FloatVector c20 = fromArray(S, c, r2);
    FloatVector c21 = fromArray(S, c, r2 + L);
    FloatVector c30 = fromArray(S, c, r3);
    FloatVector c31 = fromArray(S, c, r3 + L);
    for (int p = 0; p < k; p++) {
      int bp = bOff + p * (2 * L);
      int ap = aOff + p * 4;
      FloatVector b0 = fromArray(S, b, bp);
      FloatVector b1 = fromArray(S, b, bp + L);
      FloatVector x = broadcast(S, a[ap]);
      c00 = b0.fma(x, c00);
      c01 = b1.fma(x, c01);
      x = broadcast(S, a[ap + 1]);
      c10 = b0.fma(x, c10);
      c11 = b1.fma(x, c11);
      x = broadcast(S, a[ap + 2]);
      c20 = b0.fma(x, c20);
      c21 = b1.fma(x, c21);
      x = broadcast(S, a[ap + 3]);
      c30 = b0.fma(x, c30);
      c31 = b1.fma(x, c31);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + L);
    c10.intoArray(c, r1);
    c11.intoArray(c, r1 + L);
    c20.intoArray(c, r2);
    c21.intoArray(c, r2 + L);
    c30.intoArray(c, r3);
    c31.intoArray(c, r3 + L);
  }

  static void rows3(int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int cStride) {
    int r1 = cOff + cStride;
    int r2 = r1 + cStride;
    FloatVector c00 = fromArray(S, c, cOff);
    FloatVector c01 = fromArray(S, c, cOff + L);
    FloatVector c10 = fromArray(S, c, r1);
    FloatVector c11 = fromArray(S, c, r1 + L);
    FloatVector c20 = fromArray(S, c, r2);
    FloatVector c21 = fromArray(S, c, r2 + L);
    for (int p = 0; p < k; p++) {
      int bp = bOff + p * (2 * L);
      int ap = aOff + p * 3;
      FloatVector b0 = fromArray(S, b, bp);
      FloatVector b1 = fromArray(S, b, bp + L);
      FloatVector x = broadcast(S, a[ap]);
      c00 = b0.fma(x, c00);
      c01 = b1.fma(x, c01);
      x = broadcast(S, a[ap + 1]);
      c10 = b0.fma(x, c10);
      c11 = b1.fma(x, c11);
      x = broadcast(S, a[ap + 2]);
      c20 = b0.fma(x, c20);
      c21 = b1.fma(x, c21);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + L);
    c10.intoArray(c, r1);
    c11.intoArray(c, r1 + L);
    c20.intoArray(c, r2);
    c21.intoArray(c, r2 + L);
  }

  static void rows2(int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int cStride) {
    int r1 = cOff + cStride;
    FloatVector c00 = fromArray(S, c, cOff);
    FloatVector c01 = fromArray(S, c, cOff + L);
    FloatVector c10 = fromArray(S, c, r1);
    FloatVector c11 = fromArray(S, c, r1 + L);
    for (int p = 0; p < k; p++) {
      int bp = bOff + p * (2 * L);
      int ap = aOff + p * 2;
      FloatVector b0 = fromArray(S, b, bp);
      FloatVector b1 = fromArray(S, b, bp + L);
      FloatVector x = broadcast(S, a[ap]);
      c00 = b0.fma(x, c00);
      c01 = b1.fma(x, c01);
      x = broadcast(S, a[ap + 1]);
      c10 = b0.fma(x, c10);
      c11 = b1.fma(x, c11);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + L);
    c10.intoArray(c, r1);
    c11.intoArray(c, r1 + L);
  }

  static void rows1(int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int cStride) {
    FloatVector c00 = fromArray(S, c, cOff);
    FloatVector c01 = fromArray(S, c, cOff + L);
    for (int p = 0; p < k; p++) {
      int bp = bOff + p * (2 * L);
      FloatVector b0 = fromArray(S, b, bp);
      FloatVector b1 = fromArray(S, b, bp + L);
      FloatVector x = broadcast(S, a[aOff + p]);
      c00 = b0.fma(x, c00);
      c01 = b1.fma(x, c01);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + L);
  }
}
