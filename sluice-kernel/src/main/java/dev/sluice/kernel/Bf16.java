package dev.sluice.kernel;

/// Weights in half the bytes: bfloat16, the upper half of a float (sign, 8 bits of exponent, 7 of
/// mantissa), and their packed form.
///
/// One int holds two columns that lie half a panel apart, so that a vector of ints becomes two
/// vectors of floats by one shift and one mask:
///
/// ```
/// panel [k, block/2]:   int (p,i)  =  column i  (lower half)  │  column i + block/2  (upper half)
/// ```
public final class Bf16 {
  /// Bits that a value of the upper half keeps.
  public static final int UPPER = 0xffff0000;

  /// The largest finite bfloat16; what is larger would become infinite.
  public static final float MAX_VALUE = 0x1.fep127f;

  private Bf16() {}

  /// The nearest bfloat16, of two equally near ones the even one, as the upper half of an int. NaN
  /// stays NaN.
  public static int bits(float x) {
    int bits = Float.floatToRawIntBits(x);
    return Float.isNaN(x) ? bits & UPPER | 0x400000 : bits + 0x7fff + (bits >>> 16 & 1) & UPPER;
  }

  /// What is left of a float: the nearest bfloat16.
  public static float round(float x) {
    return Float.intBitsToFloat(bits(x));
  }

  static int packedSize(int block, int k, int n) {
    long panels = (n + (block - 1L)) / block;
    return Math.toIntExact(panels * (block / 2) * k);
  }

  static void pack(
      int block,
      int k,
      int n,
      float[] b,
      int bOff,
      int rowStride,
      int colStride,
      int[] out,
      int outOff) {
    int half = block / 2;
    for (int j0 = 0; j0 < n; j0 += block) {
      int panel = outOff + j0 / 2 * k;
      int columns = Math.min(block, n - j0);
      for (int p = 0; p < k; p++) {
        int from = bOff + p * rowStride + j0 * colStride;
        for (int i = 0; i < half; i++) {
          int lower = i < columns ? bits(b[from + i * colStride]) >>> 16 : 0;
          int upper = i + half < columns ? bits(b[from + (i + half) * colStride]) : 0;
          out[panel + p * half + i] = lower | upper;
        }
      }
    }
  }
}
