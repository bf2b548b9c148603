package dev.sluice.kernel.vector;

import static dev.sluice.kernel.vector.VectorMath.L;
import static dev.sluice.kernel.vector.VectorMath.S;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.LSHL;

import dev.sluice.kernel.Bf16;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The product of one row with a matrix of bfloat16, see [Bf16]: half the bytes to read, widened to
/// floats in registers.
final class GemvBf16 {
  static final VectorSpecies<Integer> I = S.vectorShape().withLanes(int.class);

  private GemvBf16() {}

  static void row(int n, int k, float[] a, int aOff, int[] b, int bOff, float[] c, int cOff) {
    int j0 = 0;
    for (; j0 <= n - 8 * L; j0 += 8 * L) {
      fourPanels(k, a, aOff, b, bOff + j0 / 2 * k, c, cOff + j0);
    }
    for (; j0 < n; j0 += 2 * L) {
      onePanel(Math.min(2 * L, n - j0), k, a, aOff, 1, b, bOff + j0 / 2 * k, c, cOff + j0);
    }
  }

  /// `c[8L] += a[k]·B`; `b` is four panels `[k,L]`, one after the other.
  private static void fourPanels(
      int k, float[] a, int aOff, int[] b, int bOff, float[] c, int cOff) {
    FloatVector c0 = fromArray(S, c, cOff);
    FloatVector c1 = fromArray(S, c, cOff + L);
    FloatVector c2 = fromArray(S, c, cOff + 2 * L);
    FloatVector c3 = fromArray(S, c, cOff + 3 * L);
    FloatVector c4 = fromArray(S, c, cOff + 4 * L);
    FloatVector c5 = fromArray(S, c, cOff + 5 * L);
    FloatVector c6 = fromArray(S, c, cOff + 6 * L);
    FloatVector c7 = fromArray(S, c, cOff + 7 * L);
    int panel1 = bOff + k * L;
    int panel2 = bOff + k * (2 * L);
    int panel3 = bOff + k * (3 * L);
    for (int p = 0; p < k; p++) {
      FloatVector x = broadcast(S, a[aOff + p]);
      int step = p * L;
      IntVector w0 = IntVector.fromArray(I, b, bOff + step);
      IntVector w1 = IntVector.fromArray(I, b, panel1 + step);
      IntVector w2 = IntVector.fromArray(I, b, panel2 + step);
      IntVector w3 = IntVector.fromArray(I, b, panel3 + step);
      c0 = w0.lanewise(LSHL, 16).reinterpretAsFloats().fma(x, c0);
      c1 = w0.and(Bf16.UPPER).reinterpretAsFloats().fma(x, c1);
      c2 = w1.lanewise(LSHL, 16).reinterpretAsFloats().fma(x, c2);
      c3 = w1.and(Bf16.UPPER).reinterpretAsFloats().fma(x, c3);
      c4 = w2.lanewise(LSHL, 16).reinterpretAsFloats().fma(x, c4);
      c5 = w2.and(Bf16.UPPER).reinterpretAsFloats().fma(x, c5);
      c6 = w3.lanewise(LSHL, 16).reinterpretAsFloats().fma(x, c6);
      c7 = w3.and(Bf16.UPPER).reinterpretAsFloats().fma(x, c7);
    }
    c0.intoArray(c, cOff);
    c1.intoArray(c, cOff + L);
    c2.intoArray(c, cOff + 2 * L);
    c3.intoArray(c, cOff + 3 * L);
    c4.intoArray(c, cOff + 4 * L);
    c5.intoArray(c, cOff + 5 * L);
    c6.intoArray(c, cOff + 6 * L);
    c7.intoArray(c, cOff + 7 * L);
  }

  /// `c[columns] += a[k]·B` for one panel, of at most 2L columns; the numbers of `a` are `aStride`
  /// apart.
  static void onePanel(
      int columns,
      int k,
      float[] a,
      int aOff,
      int aStride,
      int[] b,
      int bOff,
      float[] c,
      int cOff) {
    int second = Math.max(0, columns - L);
    VectorMask<Float> in0 = VectorMath.first(Math.min(columns, L));
    VectorMask<Float> in1 = VectorMath.first(second);
    int c1Off = second == 0 ? cOff : cOff + L; // nothing is read or written there then
    FloatVector c0 = fromArray(S, c, cOff, in0);
    FloatVector c1 = fromArray(S, c, c1Off, in1);
    for (int p = 0; p < k; p++) {
      FloatVector x = broadcast(S, a[aOff + p * aStride]);
      IntVector w = IntVector.fromArray(I, b, bOff + p * L);
      c0 = w.lanewise(LSHL, 16).reinterpretAsFloats().fma(x, c0);
      c1 = w.and(Bf16.UPPER).reinterpretAsFloats().fma(x, c1);
    }
    c0.intoArray(c, cOff, in0);
    c1.intoArray(c, c1Off, in1);
  }
}
