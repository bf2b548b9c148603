package guide;

import java.util.Locale;

/// Numbers as text, the same in every country.
final class Text {
  private Text() {}

  static String of(String format, Object... values) {
    return String.format(Locale.ROOT, format, values).replace("-", "−");
  }

  /// 0.0000123 as 1.2·10⁻⁵.
  static String power(double value) {
    String[] parts = String.format(Locale.ROOT, "%.1e", value).split("e", 2);
    int exponent = Integer.parseInt(parts[1]);
    return exponent >= -2 && exponent <= 2
        ? String.format(Locale.ROOT, "%.2f", value)
        : parts[0] + "·10" + Axis.superscript(exponent);
  }
}
