package dev.sluice.kernel.vector;

import static dev.sluice.kernel.vector.GemvBf16.I;
import static dev.sluice.kernel.vector.VectorMath.L;
import static dev.sluice.kernel.vector.VectorMath.S;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.LSHL;

import dev.sluice.kernel.Bf16;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// The tiles of [GemmTiles2] on a panel of bfloat16, see [Bf16]: one vector of ints is read,
/// widened to two of floats, and used for all rows. One method for each height, for the reasons
/// given there.
final class GemmTilesBf16 {
  private GemmTilesBf16() {}

  /// `C[rows,2·L] += A·B`; `a` is a panel `[k,rows]` of two rows or more, `b` a panel `[k,L]`.
  static void panel(
      int rows, int k, float[] a, int aOff, int[] b, int bOff, float[] c, int cOff, int cStride) {
    switch (rows) {
      case 8 -> rows8(k, a, aOff, b, bOff, c, cOff, cStride);
      case 7 -> rows7(k, a, aOff, b, bOff, c, cOff, cStride);
      case 6 -> rows6(k, a, aOff, b, bOff, c, cOff, cStride);
      case 5 -> rows5(k, a, aOff, b, bOff, c, cOff, cStride);
      case 4 -> GemmTilesBf16Few.rows4(k, a, aOff, b, bOff, c, cOff, cStride);
      case 3 -> GemmTilesBf16Few.rows3(k, a, aOff, b, bOff, c, cOff, cStride);
      default -> GemmTilesBf16Few.rows2(k, a, aOff, b, bOff, c, cOff, cStride);
    }
  }

  private static void rows8(
      int k, float[] a, int aOff, int[] b, int bOff, float[] c, int cOff, int cStride) {
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
      int ap = aOff + p * 8;
      IntVector w = IntVector.fromArray(I, b, bOff + p * L);
      FloatVector b0 = w.lanewise(LSHL, 16).reinterpretAsFloats();
      FloatVector b1 = w.and(Bf16.UPPER).reinterpretAsFloats();
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

  private static void rows7(
      int k, float[] a, int aOff, int[] b, int bOff, float[] c, int cOff, int cStride) {
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
      int ap = aOff + p * 7;
      IntVector w = IntVector.fromArray(I, b, bOff + p * L);
      FloatVector b0 = w.lanewise(LSHL, 16).reinterpretAsFloats();
      FloatVector b1 = w.and(Bf16.UPPER).reinterpretAsFloats();
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

  private static void rows6(
      int k, float[] a, int aOff, int[] b, int bOff, float[] c, int cOff, int cStride) {
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
      int ap = aOff + p * 6;
      IntVector w = IntVector.fromArray(I, b, bOff + p * L);
      FloatVector b0 = w.lanewise(LSHL, 16).reinterpretAsFloats();
      FloatVector b1 = w.and(Bf16.UPPER).reinterpretAsFloats();
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

  private static void rows5(
      int k, float[] a, int aOff, int[] b, int bOff, float[] c, int cOff, int cStride) {
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
      int ap = aOff + p * 5;
      IntVector w = IntVector.fromArray(I, b, bOff + p * L);
      FloatVector b0 = w.lanewise(LSHL, 16).reinterpretAsFloats();
      FloatVector b1 = w.and(Bf16.UPPER).reinterpretAsFloats();
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
}
