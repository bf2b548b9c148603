package dev.sluice.kernel.vector;

import static dev.sluice.kernel.vector.VectorMath.L;
import static dev.sluice.kernel.vector.VectorMath.S;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/// Tiles of the matrix product that are a whole panel of B wide, two vectors. 8×2 is where the time
/// goes: 16 accumulators, two vectors of B, and up to 8 of A that the compiler loads ahead, fill 26
/// of 32 registers (4×2 fill 14 of 16).
///
/// One method for each height, because the compiler keeps an accumulator in a register only if it
/// has a name, and strides of memory must be constants for it to drop the bounds checks. The rows
/// of C are found anew for storing, from the last one back: kept from loading, they would push the
/// arrays' addresses out of their registers.
final class GemmTiles2 {
  private GemmTiles2() {}

  /// `C[rows,2·L] += A·B`; `a` is a panel `[k,rows]`, `b` a panel `[k,2·L]`.
  static void panel(
      int rows, int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int cStride) {
    switch (rows) {
      case 8 -> rows8(k, a, aOff, b, bOff, c, cOff, cStride);
      case 7 -> rows7(k, a, aOff, b, bOff, c, cOff, cStride);
      case 6 -> rows6(k, a, aOff, b, bOff, c, cOff, cStride);
      case 5 -> rows5(k, a, aOff, b, bOff, c, cOff, cStride);
      case 4 -> rows4(k, a, aOff, b, bOff, c, cOff, cStride);
      case 3 -> rows3(k, a, aOff, b, bOff, c, cOff, cStride);
      case 2 -> rows2(k, a, aOff, b, bOff, c, cOff, cStride);
      default -> rows1(k, a, aOff, b, bOff, c, cOff, cStride);
    }
  }

  static void rows8(
      int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int cStride) {
    int r1 = cOff + cStride;
    int r2 = r1 + cStride;
    int r3 = r2 + cStride;
    int r4 = r3 + cStride;
    int r5 = r4 + cStride;
    int r6 = r5 + cStride;
    int r7 = r6 + cStride;
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
    FloatVector c60 = fromArray(S, c, r6);
    FloatVector c61 = fromArray(S, c, r6 + L);
    FloatVector c70 = fromArray(S, c, r7);
    FloatVector c71 = fromArray(S, c, r7 + L);
    for (int p = 0; p < k; p++) {
      int bp = bOff + p * (2 * L);
      int ap = aOff + p * 8;
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
      x = broadcast(S, a[ap + 6]);
      c60 = b0.fma(x, c60);
      c61 = b1.fma(x, c61);
      x = broadcast(S, a[ap + 7]);
      c70 = b0.fma(x, c70);
      c71 = b1.fma(x, c71);
    }
    int e7 = cOff + 7 * cStride;
    int e6 = e7 - cStride;
    int e5 = e6 - cStride;
    int e4 = e5 - cStride;
    int e3 = e4 - cStride;
    int e2 = e3 - cStride;
    int e1 = e2 - cStride;
    c70.intoArray(c, e7);
    c71.intoArray(c, e7 + L);
    c60.intoArray(c, e6);
    c61.intoArray(c, e6 + L);
    c50.intoArray(c, e5);
    c51.intoArray(c, e5 + L);
    c40.intoArray(c, e4);
    c41.intoArray(c, e4 + L);
    c30.intoArray(c, e3);
    c31.intoArray(c, e3 + L);
    c20.intoArray(c, e2);
    c21.intoArray(c, e2 + L);
    c10.intoArray(c, e1);
    c11.intoArray(c, e1 + L);
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + L);
  }

  static void rows7(
      int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int cStride) {
    int r1 = cOff + cStride;
    int r2 = r1 + cStride;
    int r3 = r2 + cStride;
    int r4 = r3 + cStride;
    int r5 = r4 + cStride;
    int r6 = r5 + cStride;
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
    FloatVector c60 = fromArray(S, c, r6);
    FloatVector c61 = fromArray(S, c, r6 + L);
    for (int p = 0; p < k; p++) {
      int bp = bOff + p * (2 * L);
      int ap = aOff + p * 7;
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
      x = broadcast(S, a[ap + 6]);
      c60 = b0.fma(x, c60);
      c61 = b1.fma(x, c61);
    }
    int e6 = cOff + 6 * cStride;
    int e5 = e6 - cStride;
    int e4 = e5 - cStride;
    int e3 = e4 - cStride;
    int e2 = e3 - cStride;
    int e1 = e2 - cStride;
    c60.intoArray(c, e6);
    c61.intoArray(c, e6 + L);
    c50.intoArray(c, e5);
    c51.intoArray(c, e5 + L);
    c40.intoArray(c, e4);
    c41.intoArray(c, e4 + L);
    c30.intoArray(c, e3);
    c31.intoArray(c, e3 + L);
    c20.intoArray(c, e2);
    c21.intoArray(c, e2 + L);
    c10.intoArray(c, e1);
    c11.intoArray(c, e1 + L);
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + L);
  }

  static void rows6(
      int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int cStride) {
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
    int e5 = cOff + 5 * cStride;
    int e4 = e5 - cStride;
    int e3 = e4 - cStride;
    int e2 = e3 - cStride;
    int e1 = e2 - cStride;
    c50.intoArray(c, e5);
    c51.intoArray(c, e5 + L);
    c40.intoArray(c, e4);
    c41.intoArray(c, e4 + L);
    c30.intoArray(c, e3);
    c31.intoArray(c, e3 + L);
    c20.intoArray(c, e2);
    c21.intoArray(c, e2 + L);
    c10.intoArray(c, e1);
    c11.intoArray(c, e1 + L);
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + L);
  }

  static void rows5(
      int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int cStride) {
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
    int e4 = cOff + 4 * cStride;
    int e3 = e4 - cStride;
    int e2 = e3 - cStride;
    int e1 = e2 - cStride;
    c40.intoArray(c, e4);
    c41.intoArray(c, e4 + L);
    c30.intoArray(c, e3);
    c31.intoArray(c, e3 + L);
    c20.intoArray(c, e2);
    c21.intoArray(c, e2 + L);
    c10.intoArray(c, e1);
    c11.intoArray(c, e1 + L);
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + L);
  }

  static void rows4(
      int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int cStride) {
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
    int e3 = cOff + 3 * cStride;
    int e2 = e3 - cStride;
    int e1 = e2 - cStride;
    c30.intoArray(c, e3);
    c31.intoArray(c, e3 + L);
    c20.intoArray(c, e2);
    c21.intoArray(c, e2 + L);
    c10.intoArray(c, e1);
    c11.intoArray(c, e1 + L);
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + L);
  }

  static void rows3(
      int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int cStride) {
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
    int e2 = cOff + 2 * cStride;
    int e1 = e2 - cStride;
    c20.intoArray(c, e2);
    c21.intoArray(c, e2 + L);
    c10.intoArray(c, e1);
    c11.intoArray(c, e1 + L);
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + L);
  }

  static void rows2(
      int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int cStride) {
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
    int e1 = cOff + cStride;
    c10.intoArray(c, e1);
    c11.intoArray(c, e1 + L);
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + L);
  }

  static void rows1(
      int k, float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, int cStride) {
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
