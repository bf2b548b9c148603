package dev.sluice.kernel.vector;

import static dev.sluice.kernel.ScalarMath.*;
import static dev.sluice.kernel.vector.VectorMath.L;
import static dev.sluice.kernel.vector.VectorMath.S;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/// The elementwise functions: the twins of [dev.sluice.kernel.ScalarMath] over an array, the rest
/// under a mask.
///
/// `exp`, `tanh` and `sigmoid` are written out, with no method of our own that takes or returns a
/// vector. Such a call is a matter of luck: where the compiler has inlined much already (it stops
/// at 18,000 nodes), it leaves the call, and each vector that crosses it becomes an object. Methods
/// of the JDK's vectors are always inlined. So these loops, and whatever they are inlined into,
/// allocate nothing once compiled.
final class VectorElementwise {
  private static final int SIGN = 0x80000000;

  private VectorElementwise() {}

  static void exp(int count, float[] in, int inOff, float[] out, int outOff) {
    int full = S.loopBound(count);
    for (int i = 0; i < full; i += L) {
      FloatVector x = fromArray(S, in, inOff + i);
      FloatVector v = x.blend(EXP_MIN, x.compare(LT, EXP_MIN));
      v = v.blend(EXP_MAX, v.compare(GT, EXP_MAX));
      FloatVector t = v.fma(LOG2_E, ROUND);
      FloatVector n = t.sub(ROUND);
      FloatVector r = n.fma(broadcast(S, -LN2_LOW), n.fma(broadcast(S, -LN2_HIGH), v));
      FloatVector p = broadcast(S, E6).fma(r, broadcast(S, E5));
      p = p.fma(r, broadcast(S, E4));
      p = p.fma(r, broadcast(S, E3));
      p = p.fma(r, broadcast(S, E2));
      FloatVector q = r.mul(r).fma(p, r);
      IntVector e = t.reinterpretAsInts().sub(ROUND_BITS);
      IntVector half = e.lanewise(ASHR, 1);
      FloatVector one = half.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector two = e.sub(half).add(127).lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector y = q.add(1f).mul(one).mul(two);
      y.intoArray(out, outOff + i);
    }
    if (full < count) {
      expRest(full, count, in, inOff, out, outOff);
    }
  }

  private static void expRest(int i, int count, float[] in, int inOff, float[] out, int outOff) {
    VectorMask<Float> rest = S.indexInRange(i, count);
    FloatVector x = fromArray(S, in, inOff + i, rest);
    FloatVector v = x.blend(EXP_MIN, x.compare(LT, EXP_MIN));
    v = v.blend(EXP_MAX, v.compare(GT, EXP_MAX));
    FloatVector t = v.fma(LOG2_E, ROUND);
    FloatVector n = t.sub(ROUND);
    FloatVector r = n.fma(broadcast(S, -LN2_LOW), n.fma(broadcast(S, -LN2_HIGH), v));
    FloatVector p = broadcast(S, E6).fma(r, broadcast(S, E5));
    p = p.fma(r, broadcast(S, E4));
    p = p.fma(r, broadcast(S, E3));
    p = p.fma(r, broadcast(S, E2));
    FloatVector q = r.mul(r).fma(p, r);
    IntVector e = t.reinterpretAsInts().sub(ROUND_BITS);
    IntVector half = e.lanewise(ASHR, 1);
    FloatVector one = half.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector two = e.sub(half).add(127).lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector y = q.add(1f).mul(one).mul(two);
    y.intoArray(out, outOff + i, rest);
  }

  static void log(int n, float[] x, int xOff, float[] y, int yOff) {
    int i = 0;
    for (; i <= n - L; i += L) {
      VectorMath.log(fromArray(S, x, xOff + i)).intoArray(y, yOff + i);
    }
    if (i < n) {
      VectorMask<Float> in = S.indexInRange(i, n);
      VectorMath.log(fromArray(S, x, xOff + i, in)).intoArray(y, yOff + i, in);
    }
  }

  static void tanh(int count, float[] in, int inOff, float[] out, int outOff) {
    int full = S.loopBound(count);
    for (int i = 0; i < full; i += L) {
      FloatVector x = fromArray(S, in, inOff + i);
      IntVector sign = x.reinterpretAsInts().and(SIGN);
      FloatVector v = x.reinterpretAsInts().and(~SIGN).reinterpretAsFloats();
      v = v.blend(TANH_MAX, v.compare(GT, TANH_MAX));
      v = v.add(v);
      FloatVector t = v.fma(LOG2_E, ROUND);
      FloatVector n = t.sub(ROUND);
      FloatVector r = n.fma(broadcast(S, -LN2_LOW), n.fma(broadcast(S, -LN2_HIGH), v));
      FloatVector p = broadcast(S, E6).fma(r, broadcast(S, E5));
      p = p.fma(r, broadcast(S, E4));
      p = p.fma(r, broadcast(S, E3));
      p = p.fma(r, broadcast(S, E2));
      FloatVector q = r.mul(r).fma(p, r);
      FloatVector s =
          t.reinterpretAsInts().sub(ROUND_BITS).add(127).lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector m = s.fma(q, s.sub(1f));
      FloatVector y = m.div(m.add(2f)).reinterpretAsInts().or(sign).reinterpretAsFloats();
      y.intoArray(out, outOff + i);
    }
    if (full < count) {
      tanhRest(full, count, in, inOff, out, outOff);
    }
  }

  private static void tanhRest(int i, int count, float[] in, int inOff, float[] out, int outOff) {
    VectorMask<Float> rest = S.indexInRange(i, count);
    FloatVector x = fromArray(S, in, inOff + i, rest);
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    FloatVector v = x.reinterpretAsInts().and(~SIGN).reinterpretAsFloats();
    v = v.blend(TANH_MAX, v.compare(GT, TANH_MAX));
    v = v.add(v);
    FloatVector t = v.fma(LOG2_E, ROUND);
    FloatVector n = t.sub(ROUND);
    FloatVector r = n.fma(broadcast(S, -LN2_LOW), n.fma(broadcast(S, -LN2_HIGH), v));
    FloatVector p = broadcast(S, E6).fma(r, broadcast(S, E5));
    p = p.fma(r, broadcast(S, E4));
    p = p.fma(r, broadcast(S, E3));
    p = p.fma(r, broadcast(S, E2));
    FloatVector q = r.mul(r).fma(p, r);
    FloatVector s =
        t.reinterpretAsInts().sub(ROUND_BITS).add(127).lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector m = s.fma(q, s.sub(1f));
    FloatVector y = m.div(m.add(2f)).reinterpretAsInts().or(sign).reinterpretAsFloats();
    y.intoArray(out, outOff + i, rest);
  }

  static void sigmoid(int count, float[] in, int inOff, float[] out, int outOff) {
    int full = S.loopBound(count);
    for (int i = 0; i < full; i += L) {
      FloatVector a = fromArray(S, in, inOff + i);
      FloatVector x = a.reinterpretAsInts().or(SIGN).reinterpretAsFloats();
      FloatVector v = x.blend(EXP_MIN, x.compare(LT, EXP_MIN));
      v = v.blend(EXP_MAX, v.compare(GT, EXP_MAX));
      FloatVector t = v.fma(LOG2_E, ROUND);
      FloatVector n = t.sub(ROUND);
      FloatVector r = n.fma(broadcast(S, -LN2_LOW), n.fma(broadcast(S, -LN2_HIGH), v));
      FloatVector p = broadcast(S, E6).fma(r, broadcast(S, E5));
      p = p.fma(r, broadcast(S, E4));
      p = p.fma(r, broadcast(S, E3));
      p = p.fma(r, broadcast(S, E2));
      FloatVector q = r.mul(r).fma(p, r);
      IntVector e = t.reinterpretAsInts().sub(ROUND_BITS);
      IntVector half = e.lanewise(ASHR, 1);
      FloatVector one = half.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector two = e.sub(half).add(127).lanewise(LSHL, 23).reinterpretAsFloats();
      FloatVector ex = q.add(1f).mul(one).mul(two);
      FloatVector y = broadcast(S, 1f).blend(ex, a.compare(LT, 0f)).div(ex.add(1f));
      y.intoArray(out, outOff + i);
    }
    if (full < count) {
      sigmoidRest(full, count, in, inOff, out, outOff);
    }
  }

  private static void sigmoidRest(
      int i, int count, float[] in, int inOff, float[] out, int outOff) {
    VectorMask<Float> rest = S.indexInRange(i, count);
    FloatVector a = fromArray(S, in, inOff + i, rest);
    FloatVector x = a.reinterpretAsInts().or(SIGN).reinterpretAsFloats();
    FloatVector v = x.blend(EXP_MIN, x.compare(LT, EXP_MIN));
    v = v.blend(EXP_MAX, v.compare(GT, EXP_MAX));
    FloatVector t = v.fma(LOG2_E, ROUND);
    FloatVector n = t.sub(ROUND);
    FloatVector r = n.fma(broadcast(S, -LN2_LOW), n.fma(broadcast(S, -LN2_HIGH), v));
    FloatVector p = broadcast(S, E6).fma(r, broadcast(S, E5));
    p = p.fma(r, broadcast(S, E4));
    p = p.fma(r, broadcast(S, E3));
    p = p.fma(r, broadcast(S, E2));
    FloatVector q = r.mul(r).fma(p, r);
    IntVector e = t.reinterpretAsInts().sub(ROUND_BITS);
    IntVector half = e.lanewise(ASHR, 1);
    FloatVector one = half.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector two = e.sub(half).add(127).lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector ex = q.add(1f).mul(one).mul(two);
    FloatVector y = broadcast(S, 1f).blend(ex, a.compare(LT, 0f)).div(ex.add(1f));
    y.intoArray(out, outOff + i, rest);
  }

  /// Recurrent states below the bound of `ScalarMath.flush` become 0, in place.
  static void flush(int n, float[] x, int xOff) {
    int full = S.loopBound(n);
    for (int i = 0; i < full; i += L) {
      FloatVector v = fromArray(S, x, xOff + i);
      v.blend(0f, v.abs().compare(LT, FLUSH)).intoArray(x, xOff + i);
    }
    if (full < n) {
      flushRest(n - full, x, xOff + full);
    }
  }

  private static void flushRest(int n, float[] x, int xOff) {
    VectorMask<Float> in = S.indexInRange(0, n);
    FloatVector v = fromArray(S, x, xOff, in);
    v.blend(0f, v.abs().compare(LT, FLUSH)).intoArray(x, xOff, in);
  }
}
