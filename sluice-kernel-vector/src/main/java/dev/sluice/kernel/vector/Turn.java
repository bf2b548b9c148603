package dev.sluice.kernel.vector;

import static dev.sluice.kernel.vector.VectorMath.L;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// Eight rows of a matrix as columns: `out(p,i) = a(i,p)`.
///
/// On 16 lanes in three rounds, each of which brings twice as many rows together: of rows 0 and 1
/// are made `0₀ 1₀ 0₁ 1₁ …`, of that and of rows 2 and 3 `0₀ 1₀ 2₀ 3₀ 0₁ …`, of that and of rows 4
/// to 7 the result, two columns in a vector. Narrower machines take one element at a time.
final class Turn {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_512;

  /// Which lanes of two vectors, the second's counted on from 16, bring groups of 1, 2 and 4 lanes
  /// together: those of the lower half, then those of the upper.
  private static final IntVector LOW_1 = pairs(1, 0);

  private static final IntVector HIGH_1 = pairs(1, 8);
  private static final IntVector LOW_2 = pairs(2, 0);
  private static final IntVector HIGH_2 = pairs(2, 8);
  private static final IntVector LOW_4 = pairs(4, 0);
  private static final IntVector HIGH_4 = pairs(4, 8);

  private Turn() {}

  private static IntVector pairs(int group, int from) {
    int[] lanes = new int[16];
    for (int i = 0; i < 16; i++) {
      int pair = i / (2 * group);
      int inside = i % (2 * group);
      lanes[i] =
          inside < group ? from + pair * group + inside : 16 + from + pair * group + inside - group;
    }
    return IntVector.fromArray(I, lanes, 0);
  }

  /// @param a eight rows `aStride` apart, `k` of each
  /// @param out `[k,8]`
  static void eightRows(int k, float[] a, int aOff, int aStride, float[] out, int outOff) {
    int p = 0;
    if (L == 16) {
      for (; p <= k - 16; p += 16) {
        block(a, aOff + p, aStride, out, outOff + p * 8);
      }
    }
    rest(k - p, a, aOff + p, aStride, out, outOff + p * 8, 8);
  }

  private static void block(float[] a, int aOff, int aStride, float[] out, int outOff) {
    IntVector r0 = ints(a, aOff);
    IntVector r1 = ints(a, aOff + aStride);
    IntVector r2 = ints(a, aOff + 2 * aStride);
    IntVector r3 = ints(a, aOff + 3 * aStride);
    IntVector r4 = ints(a, aOff + 4 * aStride);
    IntVector r5 = ints(a, aOff + 5 * aStride);
    IntVector r6 = ints(a, aOff + 6 * aStride);
    IntVector r7 = ints(a, aOff + 7 * aStride);
    IntVector a0 = LOW_1.selectFrom(r0, r1);
    IntVector a1 = HIGH_1.selectFrom(r0, r1);
    IntVector b0 = LOW_1.selectFrom(r2, r3);
    IntVector b1 = HIGH_1.selectFrom(r2, r3);
    IntVector c0 = LOW_1.selectFrom(r4, r5);
    IntVector c1 = HIGH_1.selectFrom(r4, r5);
    IntVector d0 = LOW_1.selectFrom(r6, r7);
    IntVector d1 = HIGH_1.selectFrom(r6, r7);
    quarter(a0, b0, c0, d0, out, outOff);
    quarter(a1, b1, c1, d1, out, outOff + 64);
  }

  /// Eight columns of the result from four vectors of pairs.
  private static void quarter(
      IntVector a, IntVector b, IntVector c, IntVector d, float[] out, int outOff) {
    IntVector e0 = LOW_2.selectFrom(a, b);
    IntVector e1 = HIGH_2.selectFrom(a, b);
    IntVector f0 = LOW_2.selectFrom(c, d);
    IntVector f1 = HIGH_2.selectFrom(c, d);
    store(LOW_4.selectFrom(e0, f0), out, outOff);
    store(HIGH_4.selectFrom(e0, f0), out, outOff + 16);
    store(LOW_4.selectFrom(e1, f1), out, outOff + 32);
    store(HIGH_4.selectFrom(e1, f1), out, outOff + 48);
  }

  private static IntVector ints(float[] a, int offset) {
    return fromArray(S, a, offset).reinterpretAsInts();
  }

  private static void store(IntVector v, float[] out, int offset) {
    v.reinterpretAsFloats().intoArray(out, offset);
  }

  /// `out(p,i) = a(i,p)` for eight rows of `a`, read side by side so that `out` is written in
  /// order.
  static void rest(
      int k, float[] a, int aOff, int aStride, float[] out, int outOff, int outStride) {
    int r1 = aOff + aStride;
    int r2 = r1 + aStride;
    int r3 = r2 + aStride;
    int r4 = r3 + aStride;
    int r5 = r4 + aStride;
    int r6 = r5 + aStride;
    int r7 = r6 + aStride;
    for (int p = 0; p < k; p++) {
      int to = outOff + p * outStride;
      out[to] = a[aOff + p];
      out[to + 1] = a[r1 + p];
      out[to + 2] = a[r2 + p];
      out[to + 3] = a[r3 + p];
      out[to + 4] = a[r4 + p];
      out[to + 5] = a[r5 + p];
      out[to + 6] = a[r6 + p];
      out[to + 7] = a[r7 + p];
    }
  }
}
