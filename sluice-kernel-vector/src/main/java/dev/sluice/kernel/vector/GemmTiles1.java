package dev.sluice.kernel.vector;

import static dev.sluice.kernel.vector.VectorMath.S;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// Tiles of the matrix product that are one vector wide or less, for the last columns: C is read
/// and written under a mask.
///
/// One method for each height, because the compiler keeps an accumulator in a register only if it
/// has a name, and strides of memory must be constants for it to drop the bounds checks. The rows
/// of C are found anew for storing, from the last one back: kept from loading, they would push the
/// arrays' addresses out of their registers.
///
/// Four rows at once at most: from six on, C1 runs "out of virtual registers" over the masks and
/// gives the method up, and C2, for want of its profile, never compiles it.
final class GemmTiles1 {
  private GemmTiles1() {}

  /// `C[rows,width] += A·B` with `width` of at most L; `a` is a panel `[k,rows]`, `b` one vector's
  /// column of a panel `[k,bStride]`.
  static void panel(
      int rows,
      int width,
      int k,
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      int bStride,
      float[] c,
      int cOff,
      int cStride) {
    int row = 0;
    for (; row + 4 <= rows; row += 4) {
      rows4(rows, width, k, a, aOff + row, b, bOff, bStride, c, cOff + row * cStride, cStride);
    }
    int left = cOff + row * cStride;
    switch (rows - row) {
      case 3 -> rows3(rows, width, k, a, aOff + row, b, bOff, bStride, c, left, cStride);
      case 2 -> rows2(rows, width, k, a, aOff + row, b, bOff, bStride, c, left, cStride);
      case 1 -> rows1(rows, width, k, a, aOff + row, b, bOff, bStride, c, left);
      default -> {}
    }
  }

<<<<<<< HEAD
  /// Four rows of a panel `[k,panel]`.
=======
  static void rows8(
      int width,
      int k,
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      int bStride,
      float[] c,
      int cOff,
      int cStride) {
    VectorMask<Float> in = VectorMath.first(width);
    int r1 = cOff + cStride;
    int r2 = r1 + cStride;
    int r3 = r2 + cStride;
    int r4 = r3 + cStride;
    int r5 = r4 + cStride;
    int r6 = r5 + cStride;
    int r7 = r6 + cStride;
    FloatVector c0 = fromArray(S, c, cOff, in);
    FloatVector c1 = fromArray(S, c, r1, in);
    FloatVector c2 = fromArray(S, c, r2, in);
    FloatVector c3 = fromArray(S, c, r3, in);
    FloatVector c4 = fromArray(S, c, r4, in);
    FloatVector c5 = fromArray(S, c, r5, in);
    FloatVector c6 = fromArray(S, c, r6, in);
    FloatVector c7 = fromArray(S, c, r7, in);
    for (int p = 0; p < k; p++) {
      int ap = aOff + p * 8;
      FloatVector b0 = fromArray(S, b, bOff + p * bStride);
      c0 = b0.fma(broadcast(S, a[ap]), c0);
      c1 = b0.fma(broadcast(S, a[ap + 1]), c1);
      c2 = b0.fma(broadcast(S, a[ap + 2]), c2);
      c3 = b0.fma(broadcast(S, a[ap + 3]), c3);
      c4 = b0.fma(broadcast(S, a[ap + 4]), c4);
      c5 = b0.fma(broadcast(S, a[ap + 5]), c5);
      c6 = b0.fma(broadcast(S, a[ap + 6]), c6);
      c7 = b0.fma(broadcast(S, a[ap + 7]), c7);
    }
    c0.intoArray(c, cOff, in);
    c1.intoArray(c, r1, in);
    c2.intoArray(c, r2, in);
    c3.intoArray(c, r3, in);
    c4.intoArray(c, r4, in);
    c5.intoArray(c, r5, in);
    c6.intoArray(c, r6, in);
    c7.intoArray(c, r7, in);
  }

  static void rows7(
      int width,
      int k,
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      int bStride,
      float[] c,
      int cOff,
      int cStride) {
    VectorMask<Float> in = VectorMath.first(width);
    int r1 = cOff + cStride;
    int r2 = r1 + cStride;
    int r3 = r2 + cStride;
    int r4 = r3 + cStride;
    int r5 = r4 + cStride;
    int r6 = r5 + cStride;
    FloatVector c0 = fromArray(S, c, cOff, in);
    FloatVector c1 = fromArray(S, c, r1, in);
    FloatVector c2 = fromArray(S, c, r2, in);
    FloatVector c3 = fromArray(S, c, r3, in);
    FloatVector c4 = fromArray(S, c, r4, in);
    FloatVector c5 = fromArray(S, c, r5, in);
    FloatVector c6 = fromArray(S, c, r6, in);
    for (int p = 0; p < k; p++) {
      int ap = aOff + p * 7;
      FloatVector b0 = fromArray(S, b, bOff + p * bStride);
      c0 = b0.fma(broadcast(S, a[ap]), c0);
      c1 = b0.fma(broadcast(S, a[ap + 1]), c1);
      c2 = b0.fma(broadcast(S, a[ap + 2]), c2);
      c3 = b0.fma(broadcast(S, a[ap + 3]), c3);
      c4 = b0.fma(broadcast(S, a[ap + 4]), c4);
      c5 = b0.fma(broadcast(S, a[ap + 5]), c5);
      c6 = b0.fma(broadcast(S, a[ap + 6]), c6);
    }
    c0.intoArray(c, cOff, in);
    c1.intoArray(c, r1, in);
    c2.intoArray(c, r2, in);
    c3.intoArray(c, r3, in);
    c4.intoArray(c, r4, in);
    c5.intoArray(c, r5, in);
    c6.intoArray(c, r6, in);
  }

  static void rows6(
      int width,
      int k,
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      int bStride,
      float[] c,
      int cOff,
      int cStride) {
    VectorMask<Float> in = VectorMath.first(width);
    int r1 = cOff + cStride;
    int r2 = r1 + cStride;
    int r3 = r2 + cStride;
    int r4 = r3 + cStride;
    int r5 = r4 + cStride;
    FloatVector c0 = fromArray(S, c, cOff, in);
    FloatVector c1 = fromArray(S, c, r1, in);
    FloatVector c2 = fromArray(S, c, r2, in);
    FloatVector c3 = fromArray(S, c, r3, in);
    FloatVector c4 = fromArray(S, c, r4, in);
    FloatVector c5 = fromArray(S, c, r5, in);
    for (int p = 0; p < k; p++) {
      int ap = aOff + p * 6;
      FloatVector b0 = fromArray(S, b, bOff + p * bStride);
      c0 = b0.fma(broadcast(S, a[ap]), c0);
      c1 = b0.fma(broadcast(S, a[ap + 1]), c1);
      c2 = b0.fma(broadcast(S, a[ap + 2]), c2);
      c3 = b0.fma(broadcast(S, a[ap + 3]), c3);
      c4 = b0.fma(broadcast(S, a[ap + 4]), c4);
      c5 = b0.fma(broadcast(S, a[ap + 5]), c5);
    }
    c0.intoArray(c, cOff, in);
    c1.intoArray(c, r1, in);
    c2.intoArray(c, r2, in);
    c3.intoArray(c, r3, in);
    c4.intoArray(c, r4, in);
    c5.intoArray(c, r5, in);
  }

  static void rows5(
      int width,
      int k,
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      int bStride,
      float[] c,
      int cOff,
      int cStride) {
    VectorMask<Float> in = VectorMath.first(width);
    int r1 = cOff + cStride;
    int r2 = r1 + cStride;
    int r3 = r2 + cStride;
    int r4 = r3 + cStride;
    FloatVector c0 = fromArray(S, c, cOff, in);
    FloatVector c1 = fromArray(S, c, r1, in);
    FloatVector c2 = fromArray(S, c, r2, in);
    FloatVector c3 = fromArray(S, c, r3, in);
    FloatVector c4 = fromArray(S, c, r4, in);
    for (int p = 0; p < k; p++) {
      int ap = aOff + p * 5;
      FloatVector b0 = fromArray(S, b, bOff + p * bStride);
      c0 = b0.fma(broadcast(S, a[ap]), c0);
      c1 = b0.fma(broadcast(S, a[ap + 1]), c1);
      c2 = b0.fma(broadcast(S, a[ap + 2]), c2);
      c3 = b0.fma(broadcast(S, a[ap + 3]), c3);
      c4 = b0.fma(broadcast(S, a[ap + 4]), c4);
    }
    c0.intoArray(c, cOff, in);
    c1.intoArray(c, r1, in);
    c2.intoArray(c, r2, in);
    c3.intoArray(c, r3, in);
    c4.intoArray(c, r4, in);
  }

>>>>>>> main
  static void rows4(
      int panel,
      int width,
      int k,
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      int bStride,
      float[] c,
      int cOff,
      int cStride) {
    VectorMask<Float> in = VectorMath.first(width);
    int r1 = cOff + cStride;
    int r2 = r1 + cStride;
    int r3 = r2 + cStride;
    FloatVector c0 = fromArray(S, c, cOff, in);
    FloatVector c1 = fromArray(S, c, r1, in);
    FloatVector c2 = fromArray(S, c, r2, in);
    FloatVector c3 = fromArray(S, c, r3, in);
    for (int p = 0; p < k; p++) {
      int ap = aOff + p * panel;
      FloatVector b0 = fromArray(S, b, bOff + p * bStride);
      c0 = b0.fma(broadcast(S, a[ap]), c0);
      c1 = b0.fma(broadcast(S, a[ap + 1]), c1);
      c2 = b0.fma(broadcast(S, a[ap + 2]), c2);
      c3 = b0.fma(broadcast(S, a[ap + 3]), c3);
    }
    c0.intoArray(c, cOff, in);
    c1.intoArray(c, r1, in);
    c2.intoArray(c, r2, in);
    c3.intoArray(c, r3, in);
  }

  static void rows3(
      int panel,
      int width,
      int k,
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      int bStride,
      float[] c,
      int cOff,
      int cStride) {
    VectorMask<Float> in = VectorMath.first(width);
    int r1 = cOff + cStride;
    int r2 = r1 + cStride;
    FloatVector c0 = fromArray(S, c, cOff, in);
    FloatVector c1 = fromArray(S, c, r1, in);
    FloatVector c2 = fromArray(S, c, r2, in);
    for (int p = 0; p < k; p++) {
      int ap = aOff + p * panel;
      FloatVector b0 = fromArray(S, b, bOff + p * bStride);
      c0 = b0.fma(broadcast(S, a[ap]), c0);
      c1 = b0.fma(broadcast(S, a[ap + 1]), c1);
      c2 = b0.fma(broadcast(S, a[ap + 2]), c2);
    }
    c0.intoArray(c, cOff, in);
    c1.intoArray(c, r1, in);
    c2.intoArray(c, r2, in);
  }

  static void rows2(
      int panel,
      int width,
      int k,
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      int bStride,
      float[] c,
      int cOff,
      int cStride) {
    VectorMask<Float> in = VectorMath.first(width);
    int r1 = cOff + cStride;
    FloatVector c0 = fromArray(S, c, cOff, in);
    FloatVector c1 = fromArray(S, c, r1, in);
    for (int p = 0; p < k; p++) {
      int ap = aOff + p * panel;
      FloatVector b0 = fromArray(S, b, bOff + p * bStride);
      c0 = b0.fma(broadcast(S, a[ap]), c0);
      c1 = b0.fma(broadcast(S, a[ap + 1]), c1);
    }
    c0.intoArray(c, cOff, in);
    c1.intoArray(c, r1, in);
  }

  static void rows1(
      int panel,
      int width,
      int k,
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      int bStride,
      float[] c,
<<<<<<< HEAD
      int cOff) {
    VectorMask<Float> in = S.indexInRange(0, width);
=======
      int cOff,
      int cStride) {
    VectorMask<Float> in = VectorMath.first(width);
>>>>>>> main
    FloatVector c0 = fromArray(S, c, cOff, in);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = fromArray(S, b, bOff + p * bStride);
      c0 = b0.fma(broadcast(S, a[aOff + p * panel]), c0);
    }
    c0.intoArray(c, cOff, in);
  }
}
