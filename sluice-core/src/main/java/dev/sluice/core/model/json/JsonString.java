package dev.sluice.core.model.json;

/// A JSON string: any text without lone surrogates.
///
/// @param value the text
public record JsonString(String value) implements Json {
  /// Checks the text.
  ///
  /// @throws IllegalArgumentException if a surrogate stands alone, since UTF-8 cannot carry it
  public JsonString {
    requireUnicode(value);
  }

  static void requireUnicode(String text) {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        i++;
        continue;
      }
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (!pair) {
        throw new IllegalArgumentException(
            "the text has a lone surrogate at index " + i + ", which UTF-8 cannot carry");
      }
      i += 2;
    }
  }

  @Override
  public String toString() {
    return JsonWriter.compact(this);
  }
}
