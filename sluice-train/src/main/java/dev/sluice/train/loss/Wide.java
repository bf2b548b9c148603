package dev.sluice.train.loss;

/// A number that is not negative, `m·2^e`, whose exponent has no bounds that matter: what a double
/// loses below 1e-308, and what logarithms cost an `exp` and a `log` for each sum.
///
/// Sums and products round as those of doubles do, so they are right to about 1e-16 of themselves
/// however small they are. Zero is the exponent −∞. The exponent is a whole number as long as a
/// double holds these; beyond, numbers differ by more than the mantissa tells.
final class Wide {
  private static final double LN2 = 0x1.62e42fefa39efp-1;

  /// What [#LN2] lacks.
  private static final double LN2_REST = 2.3190468138462996e-17;

  /// Below `2^−1000` of a sum nothing is left of a term by far.
  private static final double NOTHING = -1000;

  /// In [1,2), but while a sum grows.
  private double mantissa;

  private double exponent = Double.NEGATIVE_INFINITY;

  /// So many of them, each to be set before it is read.
  static final class Array {
    private final double[] mantissas;
    private final double[] exponents;

    Array(int length) {
      mantissas = new double[length];
      exponents = new double[length];
    }

    void set(int i, Wide value) {
      mantissas[i] = value.mantissa;
      exponents[i] = value.exponent;
    }
  }

  boolean isZero() {
    return exponent == Double.NEGATIVE_INFINITY;
  }

  void setZero() {
    mantissa = 0;
    exponent = Double.NEGATIVE_INFINITY;
  }

  void set(Array array, int i) {
    mantissa = array.mantissas[i];
    exponent = array.exponents[i];
  }

  /// @param value positive and normal
  void set(double value) {
    mantissa = value;
    exponent = 0;
    normalise();
  }

  /// `e^x`
  ///
  /// @param x at most 0; −∞ gives zero
  void setExp(double x) {
    double whole = StrictMath.rint(x / LN2);
    double rest = Math.fma(-whole, LN2_REST, Math.fma(-whole, LN2, x));
    mantissa = x < -1e15 ? 1 : StrictMath.exp(rest); // there the digits of x end left of the point
    exponent = whole;
    normalise();
  }

  void plus(Array array, int i) {
    double m = array.mantissas[i];
    double e = array.exponents[i];
    if (e > exponent) {
      mantissa = m + shifted(mantissa, exponent - e);
      exponent = e;
    } else {
      mantissa += shifted(m, e - exponent);
    }
  }

  void times(Array array, int i) {
    mantissa *= array.mantissas[i];
    exponent += array.exponents[i];
    normalise();
  }

  void over(double divisor) {
    mantissa /= divisor;
    normalise();
  }

  /// The quotient as a double, 0 where it is too small.
  double ratio(Wide divisor) {
    return shifted(mantissa / divisor.mantissa, exponent - divisor.exponent);
  }

  /// As a double, 0 where it is too small.
  double value() {
    return shifted(mantissa, exponent);
  }

  /// The natural logarithm; −∞ of zero.
  double log() {
    return exponent > NOTHING ? StrictMath.log(value()) : StrictMath.log(mantissa) + exponent * LN2;
  }

  private void normalise() {
    int by = Math.getExponent(mantissa);
    mantissa *= power(-by);
    exponent += by;
  }

  /// `m·2^by`, 0 where `by` is NaN: zero with zero.
  private static double shifted(double m, double by) {
    return by > NOTHING ? m * power((int) by) : 0;
  }

  /// `2^by`, by from −1022 to 1023.
  private static double power(int by) {
    return Double.longBitsToDouble((by + 1023L) << 52);
  }
}
