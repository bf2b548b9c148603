package dev.sluice.core.model.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;

/// A JSON value together with the place where it stands, read with typed accessors.
///
/// An accessor that finds something else throws one sentence with the place: `config.json:
/// layers[0].hidden: expected an integer of at least 1, found "abc"`.
public final class JsonView {
  private static final int BYTES_OF_A_VALUE = 5;

  private final JsonPlace place;
  private final Json value;
  private final Function<String, ? extends RuntimeException> failure;

  private JsonView(
      JsonPlace place, Json value, Function<String, ? extends RuntimeException> failure) {
    this.place = place;
    this.value = value;
    this.failure = failure;
  }

  /// A view of `value` whose failures are [JsonException]s.
  ///
  /// @param source how messages call the text, usually its file
  public static JsonView of(String source, Json value) {
    return of(source, value, JsonException::new);
  }

  /// A view of `value` whose failures are made by `failure` from the sentence.
  public static JsonView of(
      String source, Json value, Function<String, ? extends RuntimeException> failure) {
    return new JsonView(new JsonPlace.Root(source), value, failure);
  }

  /// A view of the value that bytes spell, such as a list of words; all failures are made by
  /// `failure`, those of the text too. It may hold a value for each five bytes.
  public static JsonView read(
      String source, byte[] utf8, Function<String, ? extends RuntimeException> failure) {
    Json value;
    try {
      int most = Math.max(JsonReader.MAX_VALUES, utf8.length / BYTES_OF_A_VALUE);
      value = JsonReader.read(utf8, source, most);
    } catch (JsonException e) {
      RuntimeException told = failure.apply(String.valueOf(e.getMessage()));
      told.addSuppressed(e);
      throw told;
    }
    return of(source, value, failure);
  }

  /// The value itself.
  public Json value() {
    return value;
  }

  /// The value as an object.
  public JsonObject object() {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw expected("an object");
  }

  /// The member of that name, which must be there.
  public JsonView member(String name) {
    JsonPlace child = new JsonPlace.Member(place, name);
    Json member = object().get(name).orElseThrow(() -> missing(child));
    return new JsonView(child, member, failure);
  }

  /// The member of that name if it is there and not null.
  public Optional<JsonView> find(String name) {
    return object()
        .get(name)
        .filter(member -> member != JsonNull.NULL)
        .map(member -> new JsonView(new JsonPlace.Member(place, name), member, failure));
  }

  /// The members of an object, in order.
  public Map<String, JsonView> members() {
    Map<String, JsonView> views = new LinkedHashMap<>();
    object()
        .members()
        .forEach((name, member) ->
            views.put(name, new JsonView(new JsonPlace.Member(place, name), member, failure)));
    return views;
  }

  /// The elements of an array.
  public List<JsonView> elements() {
    if (value instanceof JsonArray(List<Json> elements)) {
      List<JsonView> views = new ArrayList<>(elements.size());
      for (Json element : elements) {
        views.add(new JsonView(new JsonPlace.Element(place, views.size()), element, failure));
      }
      return views;
    }
    throw expected("an array");
  }

  /// This view of an object, after refusing every member whose name is not given.
  public JsonView allowOnly(String... names) {
    Set<String> known = Set.of(names);
    for (String name : object().members().keySet()) {
      if (!known.contains(name)) {
        throw failure.apply(
            new JsonPlace.Member(place, name)
                + ": unknown; expected only "
                + String.join(", ", names));
      }
    }
    return this;
  }

  /// The value as a string.
  public String string() {
    if (value instanceof JsonString(String text)) {
      return text;
    }
    throw expected("a string");
  }

  /// The value as an integer not below `least`.
  public int integer(int least) {
    OptionalLong exact = exactLong();
    if (exact.isPresent() && exact.getAsLong() > Integer.MAX_VALUE) {
      throw expected("an integer from " + least + " to " + Integer.MAX_VALUE);
    }
    if (exact.isEmpty() || exact.getAsLong() < least) {
      throw expected("an integer of at least " + least);
    }
    return (int) exact.getAsLong();
  }

  /// The value as an integer from `least` to `most`, both included.
  public long integer(long least, long most) {
    OptionalLong exact = exactLong();
    if (exact.isEmpty() || exact.getAsLong() < least || exact.getAsLong() > most) {
      throw expected("an integer from " + least + " to " + most);
    }
    return exact.getAsLong();
  }

  private OptionalLong exactLong() {
    return value instanceof JsonNumber number ? number.exactLong() : OptionalLong.empty();
  }

  /// The value as a finite `double`.
  public double number() {
    double number = value instanceof JsonNumber text ? text.toDouble() : Double.NaN;
    if (Double.isFinite(number)) {
      return number;
    }
    throw expected("a number within the range of a double");
  }

  /// The value as a finite `float`.
  public float float32() {
    float number = value instanceof JsonNumber text ? text.toFloat() : Float.NaN;
    if (Float.isFinite(number)) {
      return number;
    }
    throw expected("a number within the range of a float");
  }

  /// The value as an array of finite floats.
  public float[] floats() {
    List<JsonView> elements = elements();
    float[] result = new float[elements.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = elements.get(i).float32();
    }
    return result;
  }

  /// The value as an array of integers not below `least`.
  public int[] integers(int least) {
    return elements().stream().mapToInt(element -> element.integer(least)).toArray();
  }

  /// The value as an array of strings.
  public List<String> strings() {
    return elements().stream().map(JsonView::string).toList();
  }

  /// The value as true or false.
  public boolean bool() {
    if (value instanceof JsonBoolean bool) {
      return bool == JsonBoolean.TRUE;
    }
    throw expected("true or false");
  }

  /// The one of `choices` whose name in lower case the value is.
  ///
  /// @param choices an enum's `values()`
  @SafeVarargs
  public final <E extends Enum<E>> E choice(E... choices) {
    StringJoiner names = new StringJoiner(", ");
    for (E choice : choices) {
      String name = choice.name().toLowerCase(Locale.ROOT);
      if (value instanceof JsonString(String text) && text.equals(name)) {
        return choice;
      }
      names.add('"' + name + '"');
    }
    throw expected("one of " + names);
  }

  /// The failure that something else was expected here, for checks of the caller's own.
  public RuntimeException expected(String what) {
    return failure.apply(place + ": expected " + what + ", found " + value.brief());
  }

  private RuntimeException missing(JsonPlace child) {
    StringJoiner present = new StringJoiner(", ").setEmptyValue("no members");
    object().members().keySet().stream()
        .limit(20)
        .forEach(name -> present.add(new JsonString(name).brief()));
    return failure.apply(child + ": missing; the object has " + present);
  }

  @Override
  public String toString() {
    return place + ": " + value.brief();
  }
}
