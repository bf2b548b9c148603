package dev.sluice.core.model.json;

import java.util.OptionalLong;

/// A JSON number, kept as the text it was written with, so nothing is lost between reading and
/// writing.
///
/// @param text a number as RFC 8259 defines it
public record JsonNumber(String text) implements Json {
  /// Checks the text.
  ///
  /// @throws IllegalArgumentException if the text is no JSON number
  public JsonNumber {
    if (!isNumber(text)) {
      throw new IllegalArgumentException("not a JSON number: " + new JsonString(text).brief());
    }
  }

  /// An integer.
  public static JsonNumber of(long value) {
    return new JsonNumber(Long.toString(value));
  }

  /// A finite number with the fewest digits that read back as this `float`.
  ///
  /// @throws IllegalArgumentException for NaN and infinities, which JSON does not have
  public static JsonNumber of(float value) {
    return new JsonNumber(Float.toString(value));
  }

  /// A finite number with the fewest digits that read back as this `double`.
  ///
  /// @throws IllegalArgumentException for NaN and infinities, which JSON does not have
  public static JsonNumber of(double value) {
    return new JsonNumber(Double.toString(value));
  }

  /// The exact value if the text is an integer (no point, no exponent) that fits a `long`; else
  /// empty.
  public OptionalLong exactLong() {
    // Twenty characters hold the longest long with its sign; longer texts are not worth parsing.
    if (text.length() > 20) {
      return OptionalLong.empty();
    }
    for (int i = 1; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return OptionalLong.empty();
      }
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }

  /// The nearest `double`; an infinity where the number is beyond its range.
  public double toDouble() {
    return Double.parseDouble(text);
  }

  /// The nearest `float`; an infinity where the number is beyond its range.
  public float toFloat() {
    return Float.parseFloat(text);
  }

  /// `-? (0 | [1-9][0-9]*) (\. [0-9]+)? ([eE] [+-]? [0-9]+)?`
  static boolean isNumber(String text) {
    int at = text.startsWith("-") ? 1 : 0;
    int end = digits(text, at);
    if (end == at || (text.charAt(at) == '0' && end > at + 1)) {
      return false;
    }
    at = end;
    if (at < text.length() && text.charAt(at) == '.') {
      end = digits(text, at + 1);
      if (end == at + 1) {
        return false;
      }
      at = end;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      end = digits(text, at);
      if (end == at) {
        return false;
      }
      at = end;
    }
    return at == text.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  @Override
  public String toString() {
    return text;
  }
}
