package dev.sluice.core.model.json;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// A deterministic writer: the same value gives the same bytes on every machine.
///
/// Order of members is kept, text is UTF-8, a line ends in `\n`; arrays of scalars stand on one
/// line.
public final class JsonWriter {
  private final StringBuilder out = new StringBuilder();

  private JsonWriter() {}

  /// The value indented by two spaces, with a newline at the end, in UTF-8.
  ///
  /// @throws IllegalArgumentException if it is nested deeper than [JsonReader#MAX_DEPTH]
  public static byte[] pretty(Json value) {
    JsonWriter writer = new JsonWriter();
    writer.prettyValue(value, 1);
    return writer.out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  /// The value without any space.
  ///
  /// @throws IllegalArgumentException if it is nested deeper than [JsonReader#MAX_DEPTH]
  public static String compact(Json value) {
    JsonWriter writer = new JsonWriter();
    writer.flatValue(value, ",", ":", 1);
    return writer.out.toString();
  }

  private void prettyValue(Json value, int depth) {
    switch (value) {
      case JsonObject object when !object.members().isEmpty() -> {
        String separator = "{";
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
          out.append(separator);
          newLine(depth);
          quote(member.getKey());
          out.append(": ");
          prettyValue(member.getValue(), depth + 1);
          separator = ",";
        }
        newLine(depth - 1);
        out.append('}');
      }
      case JsonArray array when !array.elements().stream().allMatch(JsonWriter::isScalar) -> {
        String separator = "[";
        for (Json element : array.elements()) {
          out.append(separator);
          newLine(depth);
          prettyValue(element, depth + 1);
          separator = ",";
        }
        newLine(depth - 1);
        out.append(']');
      }
      default -> flatValue(value, ", ", ": ", depth);
    }
  }

  private void newLine(int depth) {
    out.append('\n').repeat(' ', 2 * depth);
  }

  private static boolean isScalar(Json value) {
    return !(value instanceof JsonObject || value instanceof JsonArray);
  }

  private void flatValue(Json value, String comma, String colon, int depth) {
    if (depth > JsonReader.MAX_DEPTH) {
      throw new IllegalArgumentException(
          "the value is nested deeper than " + JsonReader.MAX_DEPTH + " levels");
    }
    switch (value) {
      case JsonObject object -> {
        String separator = "";
        out.append('{');
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
          out.append(separator);
          quote(member.getKey());
          out.append(colon);
          flatValue(member.getValue(), comma, colon, depth + 1);
          separator = comma;
        }
        out.append('}');
      }
      case JsonArray(List<Json> elements) -> {
        String separator = "";
        out.append('[');
        for (Json element : elements) {
          out.append(separator);
          flatValue(element, comma, colon, depth + 1);
          separator = comma;
        }
        out.append(']');
      }
      case JsonString string -> quote(string.value());
      case JsonNumber number -> out.append(number.text());
      case JsonBoolean bool -> out.append(bool.text());
      case JsonNull nothing -> out.append("null");
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u").append(HexFormat.of().toHexDigits(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
