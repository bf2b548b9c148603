package dev.sluice.core.model.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A strict reader of JSON texts (RFC 8259).
///
/// It refuses what lenient readers guess at: malformed UTF-8, a byte order mark, duplicate keys,
/// text after the value, leading zeros, NaN and Infinity, control characters in strings, lone
/// surrogates, comments. Depth and the number of values are limited, so a hostile text costs no
/// more memory than a constant times its size.
public final class JsonReader {
  /// How deep arrays and objects may be nested.
  public static final int MAX_DEPTH = 64;

  /// How many values a text may hold if nothing else is said.
  public static final int MAX_VALUES = 250_000;

  private final JsonText text;
  private final int most;
  private int values;

  private JsonReader(JsonText text, int most) {
    this.text = text;
    this.most = most;
  }

  /// The value that the bytes spell.
  ///
  /// @param utf8 the whole text
  /// @param source how messages call the text, usually its file
  /// @throws JsonException naming line, column and what was expected
  public static Json read(byte[] utf8, String source) {
    return read(utf8, source, MAX_VALUES);
  }

  /// The value that the bytes spell, of more values or fewer: a list of words may be long.
  ///
  /// @param utf8 the whole text
  /// @param source how messages call the text, usually its file
  /// @param most values
  /// @throws JsonException naming line, column and what was expected
  public static Json read(byte[] utf8, String source, int most) {
    JsonReader reader = new JsonReader(JsonText.decode(utf8, source), most);
    Json value = reader.value(1);
    reader.text.skipSpace();
    if (reader.text.peek() != JsonText.END) {
      throw reader.text.expected("nothing after the value");
    }
    return value;
  }

  private Json value(int depth) {
    text.skipSpace();
    if (depth > MAX_DEPTH) {
      throw text.error(text.position(), "nested deeper than " + MAX_DEPTH + " levels");
    }
    values++;
    if (values > most) {
      throw text.error(text.position(), "more than " + most + " values");
    }
    int c = text.peek();
    return switch (c) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new JsonString(JsonStringReader.read(text));
      case 't' -> word("true", JsonBoolean.TRUE);
      case 'f' -> word("false", JsonBoolean.FALSE);
      case 'n' -> word("null", JsonNull.NULL);
      case 'N', 'I' -> throw text.expected("a value (NaN and Infinity are not JSON)");
      default -> {
        if (c == '-' || (c >= '0' && c <= '9')) {
          yield number();
        }
        throw text.expected("a value");
      }
    };
  }

  private JsonObject object(int depth) {
    Map<String, Json> members = new LinkedHashMap<>();
    text.next();
    text.skipSpace();
    if (text.take('}')) {
      return JsonObject.empty();
    }
    do {
      text.skipSpace();
      int start = text.position();
      if (text.peek() != '"') {
        throw text.expected("a name in double quotes");
      }
      String name = JsonStringReader.read(text);
      text.skipSpace();
      if (!text.take(':')) {
        throw text.expected("':' after the name");
      }
      if (members.containsKey(name)) {
        throw text.error(start, "the name " + new JsonString(name).brief() + " stands twice");
      }
      members.put(name, value(depth + 1));
      text.skipSpace();
    } while (text.take(','));
    if (!text.take('}')) {
      throw text.expected("',' or '}'");
    }
    return new JsonObject(members);
  }

  private JsonArray array(int depth) {
    List<Json> elements = new ArrayList<>();
    text.next();
    text.skipSpace();
    if (text.take(']')) {
      return new JsonArray(List.of());
    }
    do {
      elements.add(value(depth + 1));
      text.skipSpace();
    } while (text.take(','));
    if (!text.take(']')) {
      throw text.expected("',' or ']'");
    }
    return new JsonArray(elements);
  }

  private JsonNumber number() {
    int start = text.position();
    while ("+-.0123456789eE".indexOf(text.peek()) >= 0) {
      text.next();
    }
    String number = text.since(start);
    if (!JsonNumber.isNumber(number)) {
      throw text.error(start, "expected a number, found " + new JsonString(number).brief());
    }
    return new JsonNumber(number);
  }

  private Json word(String word, Json value) {
    if (!text.take(word)) {
      throw text.expected("a value");
    }
    return value;
  }
}
