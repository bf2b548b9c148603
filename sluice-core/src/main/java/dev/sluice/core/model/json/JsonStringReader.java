package dev.sluice.core.model.json;

/// The part of the reader that reads one string with its escapes.
final class JsonStringReader {
  private JsonStringReader() {}

  /// Reads from the opening to the closing quote.
  static String read(JsonText text) {
    text.next();
    int start = text.position();
    int c = text.peek();
    while (c != '"' && c != '\\' && c >= ' ') {
      text.next();
      c = text.peek();
    }
    String plain = text.since(start);
    if (text.take('"')) {
      return plain;
    }
    StringBuilder result = new StringBuilder(plain);
    while (!text.take('"')) {
      c = text.peek();
      if (c == '\\') {
        escape(text, result);
      } else if (c < ' ') {
        throw text.expected(
            c == JsonText.END ? "a closing '\"'" : "no control character in a string (escape it)");
      } else {
        result.append((char) text.next());
      }
    }
    return result.toString();
  }

  private static void escape(JsonText text, StringBuilder result) {
    int start = text.position();
    text.next();
    int c = text.next();
    switch (c) {
      case '"', '\\', '/' -> result.append((char) c);
      case 'b' -> result.append('\b');
      case 'f' -> result.append('\f');
      case 'n' -> result.append('\n');
      case 'r' -> result.append('\r');
      case 't' -> result.append('\t');
      case 'u' -> unicode(text, start, result);
      default -> throw text.error(start, "expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u");
    }
  }

  private static void unicode(JsonText text, int start, StringBuilder result) {
    char unit = fourHexDigits(text);
    result.append(unit);
    if (!Character.isSurrogate(unit)) {
      return;
    }
    if (Character.isHighSurrogate(unit) && text.take("\\u")) {
      char low = fourHexDigits(text);
      if (Character.isLowSurrogate(low)) {
        result.append(low);
        return;
      }
    }
    throw text.error(start, "a lone surrogate is no character");
  }

  private static char fourHexDigits(JsonText text) {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int c = text.peek();
      // Character.digit would also take digits of other scripts.
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw text.expected("four hexadecimal digits after \\u");
      }
      text.next();
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }
}
