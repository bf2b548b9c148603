package dev.sluice.core.model.json;

import java.util.ArrayList;
import java.util.List;

/// A JSON array.
///
/// @param elements the elements, unmodifiable
public record JsonArray(List<Json> elements) implements Json {
  /// Copies the elements.
  public JsonArray {
    elements = List.copyOf(elements);
  }

  /// An array of the given values.
  public static JsonArray of(Json... elements) {
    return new JsonArray(List.of(elements));
  }

  /// An array of integers.
  public static JsonArray ofIntegers(int... values) {
    List<Json> elements = new ArrayList<>(values.length);
    for (int value : values) {
      elements.add(JsonNumber.of(value));
    }
    return new JsonArray(elements);
  }

  /// An array of finite numbers; each reads back as the same `float`.
  public static JsonArray ofFloats(float... values) {
    List<Json> elements = new ArrayList<>(values.length);
    for (float value : values) {
      elements.add(JsonNumber.of(value));
    }
    return new JsonArray(elements);
  }

  /// An array of strings.
  public static JsonArray ofStrings(List<String> values) {
    List<Json> elements = new ArrayList<>(values.size());
    for (String value : values) {
      elements.add(new JsonString(value));
    }
    return new JsonArray(elements);
  }

  @Override
  public String toString() {
    return JsonWriter.compact(this);
  }
}
