package dev.sluice.kernel.vector;

import static dev.sluice.kernel.ScalarMath.*;
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
final class VectorMath {
  /// The machine's widest floats; a constant to the compiler.
  static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  static final int L = S.length();

  private static final int SIGN = 0x80000000;

  private VectorMath() {}

  static FloatVector exp(FloatVector x) {
    FloatVector v = x.blend(EXP_MIN, x.compare(LT, EXP_MIN));
    v = v.blend(EXP_MAX, v.compare(GT, EXP_MAX));
    FloatVector t = v.fma(LOG2_E, ROUND);
    FloatVector n = t.sub(ROUND);
    FloatVector q = expm1Reduced(n.fma(broadcast(-LN2_LOW), n.fma(broadcast(-LN2_HIGH), v)));
    IntVector e = t.reinterpretAsInts().sub(ROUND_BITS);
    IntVector half = e.lanewise(ASHR, 1);
    return q.add(1f).mul(power2(half)).mul(power2(e.sub(half)));
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> denormal = x.compare(LT, Float.MIN_NORMAL);
    FloatVector v = x.blend(x.mul(SCALE_DENORMAL), denormal);
    IntVector bits = v.reinterpretAsInts();
    IntVector e = bits.sub(SQRT_HALF_BITS).lanewise(ASHR, 23);
    FloatVector f = bits.sub(e.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1f);
    // The exponent as a float: exact, as the scalar cast is.
    FloatVector exponent = e.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
    exponent = exponent.blend(exponent.sub(23f), denormal);
    FloatVector p = broadcast(L10).fma(f, broadcast(L9));
    p = p.fma(f, broadcast(L8));
    p = p.fma(f, broadcast(L7));
    p = p.fma(f, broadcast(L6));
    p = p.fma(f, broadcast(L5));
    p = p.fma(f, broadcast(L4));
    p = p.fma(f, broadcast(L3));
    FloatVector f2 = f.mul(f);
    FloatVector y = f2.mul(f).fma(p, exponent.mul(LN2_REST));
    y = f2.fma(broadcast(-0.5f), y);
    y = exponent.fma(broadcast(LN2_SHORT), f.add(y));
    y = y.blend(x, x.compare(EQ, Float.POSITIVE_INFINITY));
    y = y.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
    return broadcast(Float.NaN).blend(y, x.compare(GE, 0f));
  }

  static FloatVector tanh(FloatVector x) {
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    FloatVector v = x.reinterpretAsInts().and(~SIGN).reinterpretAsFloats();
    v = v.blend(TANH_MAX, v.compare(GT, TANH_MAX));
    v = v.add(v);
    FloatVector t = v.fma(LOG2_E, ROUND);
    FloatVector n = t.sub(ROUND);
    FloatVector q = expm1Reduced(n.fma(broadcast(-LN2_LOW), n.fma(broadcast(-LN2_HIGH), v)));
    FloatVector s = power2(t.reinterpretAsInts().sub(ROUND_BITS));
    FloatVector m = s.fma(q, s.sub(1f));
    FloatVector y = m.div(m.add(2f));
    return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = exp(x.reinterpretAsInts().or(SIGN).reinterpretAsFloats());
    return broadcast(1f).blend(e, x.compare(LT, 0f)).div(e.add(1f));
  }

  static FloatVector flush(FloatVector x) {
    return x.blend(0f, x.abs().compare(LT, FLUSH));
  }

  /// `y(1−y)`: the derivative of σ by its value.
  static FloatVector sigmoidSlope(FloatVector y) {
    return y.mul(broadcast(1f).sub(y));
  }

  /// `1−y²`: the derivative of tanh by its value.
  static FloatVector tanhSlope(FloatVector y) {
    return y.neg().fma(y, broadcast(1f));
  }

  private static FloatVector expm1Reduced(FloatVector r) {
    FloatVector p = broadcast(E6).fma(r, broadcast(E5));
    p = p.fma(r, broadcast(E4));
    p = p.fma(r, broadcast(E3));
    p = p.fma(r, broadcast(E2));
    return r.mul(r).fma(p, r);
  }

  private static FloatVector power2(IntVector n) {
    return n.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
  }

  private static FloatVector broadcast(float value) {
    return FloatVector.broadcast(S, value);
  }
}
