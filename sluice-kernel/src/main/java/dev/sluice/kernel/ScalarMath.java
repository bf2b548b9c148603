package dev.sluice.kernel;

/// `exp`, `log`, `tanh` and `sigmoid` of one float: the definition of what every kernel computes,
/// bit for bit.
///
/// The platform's functions will not do: they differ between JDKs, and their vector forms between
/// interpreted and compiled code. These use only exactly specified operations (`+ − × ÷ fma` and
/// bit shifts), so that a SIMD twin that performs the same operations in the same order gives the
/// same bits. The coefficients are least-maximum fits of our own, rounded to floats one after
/// another.
///
/// Largest errors against `double` (how they were found: `docs/performance.md`):
///
/// | function | error | outside the range of floats |
/// |---|---|---|
/// | `exp` | 1.05 ulp | 0 and ∞, denormal results are rounded properly |
/// | `log` | 0.87 ulp | `log 0 = −∞`, NaN below zero |
/// | `tanh` | 2.5 ulp | odd, ±1 from about 9 on, exact for tiny arguments |
/// | `sigmoid` | 2.4 ulp | accurate in the negative tail down to the last denormal |
///
/// The constants are public for the vector twin.
public final class ScalarMath {
  /// States below this magnitude become zero, see [#flush].
  public static final float FLUSH = 1e-30f;

  /// Added and taken away again, rounds to the nearest integer; its low mantissa bits then are that
  /// integer.
  public static final float ROUND = 0x1.8p23f;

  public static final int ROUND_BITS = 0x4B400000;
  public static final float LOG2_E = 0x1.715476p0f;

  /// ln 2 in two floats, for `x − n·ln 2` by `fma`.
  public static final float LN2_HIGH = 0x1.62e430p-1f;

  public static final float LN2_LOW = -0x1.05c610p-29f;

  /// Beyond these `exp` is ∞ or 0 for certain; clamping there keeps the exponent arithmetic in
  /// range.
  public static final float EXP_MAX = 89f;

  public static final float EXP_MIN = -104f;

  /// `eʳ − 1 ≈ r + r²(E2 + r(E3 + r(E4 + r(E5 + r·E6))))` for `|r| ≤ ½ ln 2`.
  public static final float E2 = 0.5f;

  public static final float E3 = 0x1.5554b2p-3f;
  public static final float E4 = 0x1.5554c8p-5f;
  public static final float E5 = 0x1.122680p-7f;
  public static final float E6 = 0x1.6d7228p-10f;

  /// From here on `tanh` rounds to 1.
  public static final float TANH_MAX = 10f;

  /// The bits of √½: mantissas are taken from `[√½, √2)`.
  public static final int SQRT_HALF_BITS = 0x3F3504F3;

  public static final float SCALE_DENORMAL = 0x1p23f;

  /// ln 2 in two floats, of which the first has 16 bits: its product with an exponent is exact.
  public static final float LN2_SHORT = 0x1.62e4p-1f;

  public static final float LN2_REST = 0x1.7f7d1cp-20f;

  /// `ln(1+f) ≈ f − f²/2 + f³(L3 + f(L4 + … f·L10))` for `√½ ≤ 1+f < √2`.
  public static final float L3 = 0x1.55554ap-2f;

  public static final float L4 = -0x1.000220p-2f;
  public static final float L5 = 0x1.99a5aep-3f;
  public static final float L6 = -0x1.547896p-3f;
  public static final float L7 = 0x1.226c9cp-3f;
  public static final float L8 = -0x1.0cde78p-3f;
  public static final float L9 = 0x1.07da3ap-3f;
  public static final float L10 = -0x1.420d98p-4f;

  private ScalarMath() {}

  /// `eˣ = 2ⁿ·eʳ` with `n = round(x/ln 2)`.
  ///
  /// 2ⁿ is applied as two factors: the first product is exact, the second rounds once, also to a
  /// denormal, 0 or ∞.
  public static float exp(float x) {
    float v = x < EXP_MIN ? EXP_MIN : x;
    v = v > EXP_MAX ? EXP_MAX : v;
    float t = Math.fma(v, LOG2_E, ROUND);
    float n = t - ROUND;
    float q = expm1Reduced(Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, v)));
    int e = Float.floatToRawIntBits(t) - ROUND_BITS;
    int half = e >> 1;
    return (q + 1f) * power2(half) * power2(e - half);
  }

  /// `ln x = e·ln 2 + ln(1+f)` with `x = 2ᵉ(1+f)`.
  public static float log(float x) {
    boolean denormal = x < Float.MIN_NORMAL;
    float v = denormal ? x * SCALE_DENORMAL : x;
    int bits = Float.floatToRawIntBits(v);
    int e = (bits - SQRT_HALF_BITS) >> 23;
    float f = Float.intBitsToFloat(bits - (e << 23)) - 1f;
    float exponent = denormal ? (float) e - 23f : (float) e;
    float p = Math.fma(L10, f, L9);
    p = Math.fma(p, f, L8);
    p = Math.fma(p, f, L7);
    p = Math.fma(p, f, L6);
    p = Math.fma(p, f, L5);
    p = Math.fma(p, f, L4);
    p = Math.fma(p, f, L3);
    float f2 = f * f;
    float y = Math.fma(f2 * f, p, exponent * LN2_REST);
    y = Math.fma(f2, -0.5f, y);
    y = Math.fma(exponent, LN2_SHORT, f + y);
    y = x == Float.POSITIVE_INFINITY ? x : y;
    y = x == 0f ? Float.NEGATIVE_INFINITY : y;
    return x >= 0f ? y : Float.NaN;
  }

  /// `tanh |x| = m/(m+2)` with `m = e^{2|x|} − 1`, and the sign of `x`.
  ///
  /// `m = 2ⁿ·(eʳ−1) + (2ⁿ−1)` loses nothing for small `x`, where `n = 0` and `m = eʳ−1`.
  public static float tanh(float x) {
    int sign = Float.floatToRawIntBits(x) & 0x80000000;
    float v = Float.intBitsToFloat(Float.floatToRawIntBits(x) ^ sign);
    v = v > TANH_MAX ? TANH_MAX : v;
    v = v + v;
    float t = Math.fma(v, LOG2_E, ROUND);
    float n = t - ROUND;
    float q = expm1Reduced(Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, v)));
    float s = power2(Float.floatToRawIntBits(t) - ROUND_BITS);
    float m = Math.fma(s, q, s - 1f);
    float y = m / (m + 2f);
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) | sign);
  }

  /// `σ(x) = 1/(1+e⁻ˣ)`, and for negative `x` as `eˣ/(1+eˣ)`, which keeps the tail accurate.
  public static float sigmoid(float x) {
    float e = exp(Float.intBitsToFloat(Float.floatToRawIntBits(x) | 0x80000000));
    return (x < 0f ? e : 1f) / (e + 1f);
  }

  /// `+0` where `|x| <` [#FLUSH], else `x`; NaN stays.
  public static float flush(float x) {
    return Math.abs(x) < FLUSH ? 0f : x;
  }

  /// `eʳ − 1` for `|r| ≤ ½ ln 2`, accurate relative to itself.
  private static float expm1Reduced(float r) {
    float p = Math.fma(E6, r, E5);
    p = Math.fma(p, r, E4);
    p = Math.fma(p, r, E3);
    p = Math.fma(p, r, E2);
    return Math.fma(r * r, p, r);
  }

  /// 2ⁿ for n in [−126, 127].
  private static float power2(int n) {
    return Float.intBitsToFloat((n + 127) << 23);
  }
}
