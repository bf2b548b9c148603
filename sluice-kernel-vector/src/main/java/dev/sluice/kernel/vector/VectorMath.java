package dev.sluice.kernel.vector;

import static dev.sluice.kernel.ScalarMath.*;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The widest vectors, and the logarithm of [dev.sluice.kernel.ScalarMath] on them: the same
/// operations in the same order, a `?:` there is a `blend` here. What a step of a stream needs is
/// in [VectorElementwise], written out.
final class VectorMath {
  /// The machine's widest floats; a constant to the compiler.
  static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  static final int L = S.length();

  private VectorMath() {}

  static FloatVector log(FloatVector x) {
    VectorMask<Float> denormal = x.compare(LT, Float.MIN_NORMAL);
    FloatVector v = x.blend(x.mul(SCALE_DENORMAL), denormal);
    IntVector bits = v.reinterpretAsInts();
    IntVector e = bits.sub(SQRT_HALF_BITS).lanewise(ASHR, 23);
    FloatVector f = bits.sub(e.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1f);
    // The exponent as a float: exact, as the scalar cast is.
    FloatVector exponent = e.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
    exponent = exponent.blend(exponent.sub(23f), denormal);
    FloatVector p = broadcast(S, L10).fma(f, broadcast(S, L9));
    p = p.fma(f, broadcast(S, L8));
    p = p.fma(f, broadcast(S, L7));
    p = p.fma(f, broadcast(S, L6));
    p = p.fma(f, broadcast(S, L5));
    p = p.fma(f, broadcast(S, L4));
    p = p.fma(f, broadcast(S, L3));
    FloatVector f2 = f.mul(f);
    FloatVector y = f2.mul(f).fma(p, exponent.mul(LN2_REST));
    y = f2.fma(broadcast(S, -0.5f), y);
    y = exponent.fma(broadcast(S, LN2_SHORT), f.add(y));
    y = y.blend(x, x.compare(EQ, Float.POSITIVE_INFINITY));
    y = y.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
    return broadcast(S, Float.NaN).blend(y, x.compare(GE, 0f));
  }

  /// As [#exp] of `−|x|`, which needs no upper bound.
}
