package guide;

import java.math.BigDecimal;

/// An axis from its first tick to its last.
record Axis(Words label, Scale scale, double... ticks) {
  enum Scale {
    LINEAR,
    LOG
  }

  static Axis linear(Words label, double... ticks) {
    return new Axis(label, Scale.LINEAR, ticks);
  }

  static Axis log(Words label, double... ticks) {
    return new Axis(label, Scale.LOG, ticks);
  }

  /// Where a value lies between `from` and `to`; values outside are drawn at the edge.
  double at(double value, double from, double to) {
    double low = scaled(ticks[0]);
    double high = scaled(ticks[ticks.length - 1]);
    double share = (scaled(value) - low) / (high - low);
    return from + (to - from) * Math.max(0, Math.min(1, share));
  }

  /// StrictMath, for the same bits everywhere.
  private double scaled(double value) {
    return scale == Scale.LINEAR ? value : StrictMath.log10(Math.max(value, 1e-300));
  }

  /// What is written at a tick.
  String name(double tick) {
    long exponent = scale == Scale.LOG ? Math.round(scaled(tick)) : 0;
    return Math.abs(exponent) > 2
        ? "10" + superscript(exponent)
        : BigDecimal.valueOf(tick).stripTrailingZeros().toPlainString();
  }

  static String superscript(long exponent) {
    StringBuilder raised = new StringBuilder();
    for (char c : Long.toString(exponent).toCharArray()) {
      raised.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
    }
    return raised.toString();
  }
}
