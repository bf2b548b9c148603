package dev.sluice.kernel.vector;

import static dev.sluice.kernel.ScalarMath.*;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The twin of [dev.sluice.kernel.ScalarMath] on vectors: the same operations in the same order, a
/// `?:` there is a `blend` here.
///
/// The functions call nothing but the Vector API and repeat what they have in common: the compiler
/// stops inlining a method of ours, but not one of that API, once the caller has grown large, and a
/// vector that crosses a call goes through memory. For the same reason each must not exceed 325
/// bytes of code (`javap -c`), the largest method that is ever inlined.
final class VectorMath {
  /// The machine's widest floats; a constant to the compiler.
  static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  static final int L = S.length();

  private static final int SIGN = 0x80000000;

  /// The masks of the first 0 … L lanes, made once: one that is made where it is used would now and
  /// then be an object on the heap.
  private static final VectorMask<Float>[] FIRST = masks();

  private VectorMath() {}

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
  private static VectorMask<Float>[] masks() {
    VectorMask<Float>[] masks = new VectorMask[L + 1];
    for (int n = 0; n <= L; n++) {
      masks[n] = S.indexInRange(0, n);
    }
    return masks;
  }

  /// The mask of the first `n` lanes, 0 … L.
  static VectorMask<Float> first(int n) {
    return FIRST[n];
  }

  static FloatVector exp(FloatVector x) {
    FloatVector v = x.blend(EXP_MIN, x.compare(LT, EXP_MIN));
    v = v.blend(EXP_MAX, v.compare(GT, EXP_MAX));
    FloatVector t = v.fma(LOG2_E, ROUND);
    FloatVector n = t.sub(ROUND);
    FloatVector r = n.fma(x.broadcast(-LN2_LOW), n.fma(x.broadcast(-LN2_HIGH), v));
    FloatVector p = x.broadcast(E6).fma(r, x.broadcast(E5));
    p = p.fma(r, x.broadcast(E4));
    p = p.fma(r, x.broadcast(E3));
    p = p.fma(r, x.broadcast(E2));
    FloatVector q = r.mul(r).fma(p, r);
    IntVector e = t.reinterpretAsInts().sub(ROUND_BITS);
    IntVector half = e.lanewise(ASHR, 1);
    FloatVector high = half.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector low = e.sub(half).add(127).lanewise(LSHL, 23).reinterpretAsFloats();
    return q.add(1f).mul(high).mul(low);
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> denormal = x.compare(LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(SCALE_DENORMAL), denormal).reinterpretAsInts();
    IntVector e = bits.sub(SQRT_HALF_BITS).lanewise(ASHR, 23);
    FloatVector f = bits.sub(e.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1f);
    // The exponent as a float: exact, as the scalar cast is.
    FloatVector exponent = e.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
    exponent = exponent.blend(exponent.sub(23f), denormal);
    FloatVector p = x.broadcast(L10).fma(f, x.broadcast(L9));
    p = p.fma(f, x.broadcast(L8));
    p = p.fma(f, x.broadcast(L7));
    p = p.fma(f, x.broadcast(L6));
    p = p.fma(f, x.broadcast(L5));
    p = p.fma(f, x.broadcast(L4));
    p = p.fma(f, x.broadcast(L3));
    FloatVector f2 = f.mul(f);
    FloatVector y = f2.mul(f).fma(p, exponent.mul(LN2_REST));
    y = f2.fma(x.broadcast(-0.5f), y);
    y = exponent.fma(x.broadcast(LN2_SHORT), f.add(y));
    y = y.blend(x, x.compare(EQ, Float.POSITIVE_INFINITY));
    y = y.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
    return x.broadcast(Float.NaN).blend(y, x.compare(GE, 0f));
  }

  static FloatVector tanh(FloatVector x) {
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    FloatVector v = x.abs();
    v = v.blend(TANH_MAX, v.compare(GT, TANH_MAX));
    v = v.add(v);
    FloatVector t = v.fma(LOG2_E, ROUND);
    FloatVector n = t.sub(ROUND);
    FloatVector r = n.fma(x.broadcast(-LN2_LOW), n.fma(x.broadcast(-LN2_HIGH), v));
    FloatVector p = x.broadcast(E6).fma(r, x.broadcast(E5));
    p = p.fma(r, x.broadcast(E4));
    p = p.fma(r, x.broadcast(E3));
    p = p.fma(r, x.broadcast(E2));
    FloatVector q = r.mul(r).fma(p, r);
    IntVector e = t.reinterpretAsInts().sub(ROUND_BITS);
    FloatVector s = e.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector m = s.fma(q, s.sub(1f));
    FloatVector y = m.div(m.add(2f));
    return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  /// As [#exp] of `−|x|`, which needs no upper bound.
  static FloatVector sigmoid(FloatVector x) {
    FloatVector v = x.reinterpretAsInts().or(SIGN).reinterpretAsFloats();
    v = v.blend(EXP_MIN, v.compare(LT, EXP_MIN));
    FloatVector t = v.fma(LOG2_E, ROUND);
    FloatVector n = t.sub(ROUND);
    FloatVector r = n.fma(x.broadcast(-LN2_LOW), n.fma(x.broadcast(-LN2_HIGH), v));
    FloatVector p = x.broadcast(E6).fma(r, x.broadcast(E5));
    p = p.fma(r, x.broadcast(E4));
    p = p.fma(r, x.broadcast(E3));
    p = p.fma(r, x.broadcast(E2));
    FloatVector q = r.mul(r).fma(p, r);
    IntVector e = t.reinterpretAsInts().sub(ROUND_BITS);
    IntVector half = e.lanewise(ASHR, 1);
    FloatVector high = half.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector low = e.sub(half).add(127).lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector exp = q.add(1f).mul(high).mul(low);
    return x.broadcast(1f).blend(exp, x.compare(LT, 0f)).div(exp.add(1f));
  }

  /// `y(1−y)`: the derivative of σ by its value.
  static FloatVector sigmoidSlope(FloatVector y) {
    return y.mul(broadcast(S, 1f).sub(y));
  }

  /// `1−y²`: the derivative of tanh by its value.
  static FloatVector tanhSlope(FloatVector y) {
    return y.neg().fma(y, broadcast(S, 1f));
  }
}
