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

  /// Four rows of a panel `[k,panel]`.
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
      int cOff) {
    VectorMask<Float> in = VectorMath.first(width);
    FloatVector c0 = fromArray(S, c, cOff, in);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = fromArray(S, b, bOff + p * bStride);
      c0 = b0.fma(broadcast(S, a[aOff + p * panel]), c0);
    }
    c0.intoArray(c, cOff, in);
  }
}
