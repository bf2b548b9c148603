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

/// The lower half of [GemmTilesBf16]: two to four rows.
final class GemmTilesBf16Few {
  private GemmTilesBf16Few() {}

  static void rows4(
      int k, float[] a, int aOff, int[] b, int bOff, float[] c, int cOff, int cStride) {
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
      int ap = aOff + p * 4;
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
      int k, float[] a, int aOff, int[] b, int bOff, float[] c, int cOff, int cStride) {
    int r1 = cOff + cStride;
    int r2 = r1 + cStride;
    FloatVector c00 = fromArray(S, c, cOff);
    FloatVector c01 = fromArray(S, c, cOff + L);
    FloatVector c10 = fromArray(S, c, r1);
    FloatVector c11 = fromArray(S, c, r1 + L);
    FloatVector c20 = fromArray(S, c, r2);
    FloatVector c21 = fromArray(S, c, r2 + L);
    for (int p = 0; p < k; p++) {
      int ap = aOff + p * 3;
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
      int k, float[] a, int aOff, int[] b, int bOff, float[] c, int cOff, int cStride) {
    int r1 = cOff + cStride;
    FloatVector c00 = fromArray(S, c, cOff);
    FloatVector c01 = fromArray(S, c, cOff + L);
    FloatVector c10 = fromArray(S, c, r1);
    FloatVector c11 = fromArray(S, c, r1 + L);
    for (int p = 0; p < k; p++) {
      int ap = aOff + p * 2;
      IntVector w = IntVector.fromArray(I, b, bOff + p * L);
      FloatVector b0 = w.lanewise(LSHL, 16).reinterpretAsFloats();
      FloatVector b1 = w.and(Bf16.UPPER).reinterpretAsFloats();
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
}
