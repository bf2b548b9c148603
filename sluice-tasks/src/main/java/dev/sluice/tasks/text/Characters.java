package dev.sluice.tasks.text;

import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.model.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The characters of a text, numbered: code points in ascending order from 1 on; 0 is every other.
public final class Characters {
  /// The id of what is not in the list.
  public static final int OTHER = 0;

  private static final int REPLACEMENT = 0xFFFD;

  private final int[] codePoints;
  private final Map<Integer, Integer> ids = new HashMap<>();

  private Characters(int[] codePoints) {
    this.codePoints = codePoints;
    for (int i = 0; i < codePoints.length; i++) {
      ids.put(codePoints[i], i + 1);
    }
  }

  /// All characters of a text.
  public static Characters of(String text) {
    return new Characters(text.codePoints().distinct().sorted().toArray());
  }

  /// V, the number of ids.
  public int size() {
    return codePoints.length + 1;
  }

  /// The ids of a text, one for each code point.
  public int[] encode(String text) {
    return text.codePoints().map(this::id).toArray();
  }

  /// The id of a code point, [#OTHER] if it is not in the list.
  public int id(int codePoint) {
    return ids.getOrDefault(codePoint, OTHER);
  }

  /// The code point of an id; the replacement character for [#OTHER].
  ///
  /// @throws IllegalArgumentException if there is no such id
  public int codePoint(int id) {
    if (id < 0 || id > codePoints.length) {
      throw new IllegalArgumentException("id " + id + " is not in 0 … " + codePoints.length);
    }
    return id == OTHER ? REPLACEMENT : codePoints[id - 1];
  }

  /// A file of the model's directory: a JSON array of characters.
  public byte[] toJson() {
    List<String> texts = java.util.Arrays.stream(codePoints).mapToObj(Character::toString).toList();
    return JsonWriter.compact(JsonArray.ofStrings(texts)).getBytes(StandardCharsets.UTF_8);
  }

  /// @param source for messages
  /// @throws ModelException if it is no list of single, ascending characters
  public static Characters fromJson(byte[] bytes, String source) {
    JsonView list = JsonView.read(source, bytes, ModelException::new);
    int[] codePoints = new int[list.elements().size()];
    int before = -1;
    for (int i = 0; i < codePoints.length; i++) {
      JsonView element = list.elements().get(i);
      String text = element.string();
      if (text.isEmpty() || text.codePointCount(0, text.length()) != 1) {
        throw element.expected("one character");
      }
      codePoints[i] = text.codePointAt(0);
      if (codePoints[i] <= before) {
        throw element.expected("a character after the one before");
      }
      before = codePoints[i];
    }
    return new Characters(codePoints);
  }
}
