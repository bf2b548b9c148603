package dev.sluice.core.model.json;

/// A JSON value; immutable, and always writable as JSON.
public sealed interface Json
    permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

  /// A short form for messages: scalars as they are written, cut after 60 characters; else the
  /// kind.
  default String brief() {
    return switch (this) {
      case JsonObject object -> "an object";
      case JsonArray array -> "an array";
      case JsonString string -> JsonWriter.compact(new JsonString(cut(string.value())));
      case JsonNumber number -> cut(number.text());
      case JsonBoolean bool -> bool.text();
      case JsonNull nothing -> "null";
    };
  }

  private static String cut(String text) {
    if (text.length() <= 60) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(56)) ? 56 : 57;
    return text.substring(0, end) + "...";
  }
}
