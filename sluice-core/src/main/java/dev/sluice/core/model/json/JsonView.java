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
import org.jspecify.annotations.Nullable;

/// A JSON value together with the place where it stands, read with typed accessors.
///
/// An accessor that finds something else throws one sentence with the place: `config.json:
/// layers[0].hidden: expected an integer of at least 1, found "abc"`.
public final class JsonView {
  private final String source;
  private final String path;
  private final Json value;
  private final Function<String, ? extends RuntimeException> failure;

  private JsonView(
      String source,
      String path,
      Json value,
      Function<String, ? extends RuntimeException> failure) {
    this.source = source;
    this.path = path;
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
    return new JsonView(source, "", value, failure);
  }

  /// The value itself.
  public Json value() {
    return value;
  }

  /// The value as an object.
  public JsonObject object() {
    return value instanceof JsonObject object ? object : fail("an object");
  }

  /// The member of that name, which must be there.
  public JsonView member(String name) {
    Json member = object().get(name);
    if (member == null) {
      StringJoiner present = new StringJoiner(", ");
      object().members().keySet().stream()
          .limit(20)
          .forEach(key -> present.add(new JsonString(key).brief()));
      throw failure.apply(
          place(child(name))
              + "missing; the object has "
              + (present.length() == 0 ? "no members" : present));
    }
    return view(child(name), member);
  }

  /// The member of that name if it is there and not null.
  public Optional<JsonView> find(String name) {
    Json member = object().get(name);
    return member == null || member == JsonNull.NULL
        ? Optional.empty()
        : Optional.of(view(child(name), member));
  }

  /// The members of an object, in order.
  public Map<String, JsonView> members() {
    Map<String, JsonView> views = new LinkedHashMap<>();
    object().members().forEach((name, member) -> views.put(name, view(child(name), member)));
    return views;
  }

  /// The elements of an array.
  public List<JsonView> elements() {
    if (!(value instanceof JsonArray(List<Json> elements))) {
      return fail("an array");
    }
    List<JsonView> views = new ArrayList<>(elements.size());
    for (Json element : elements) {
      views.add(view(path + "[" + views.size() + "]", element));
    }
    return views;
  }

  /// This view of an object, after refusing every member whose name is not given.
  public JsonView allowOnly(String... names) {
    Set<String> known = Set.of(names);
    for (String name : object().members().keySet()) {
      if (!known.contains(name)) {
        throw failure.apply(
            place(child(name)) + "unknown; expected only " + String.join(", ", names));
      }
    }
    return this;
  }

  /// The value as a string.
  public String string() {
    return value instanceof JsonString(String text) ? text : fail("a string");
  }

  /// The value as an integer not below `least`.
  public int integer(int least) {
    return (int) integer(least, Integer.MAX_VALUE);
  }

  /// The value as an integer from `least` to `most`, both included.
  public long integer(long least, long most) {
    OptionalLong exact =
        value instanceof JsonNumber number ? number.exactLong() : OptionalLong.empty();
    if (exact.isEmpty() || exact.getAsLong() < least || exact.getAsLong() > most) {
      boolean unbounded = most >= Integer.MAX_VALUE;
      return fail(
          "an integer "
              + (unbounded && exact.orElse(0) <= most
                  ? "of at least " + least
                  : "from " + least + " to " + most));
    }
    return exact.getAsLong();
  }

  /// The value as a finite `double`.
  public double number() {
    double number = value instanceof JsonNumber text ? text.toDouble() : Double.NaN;
    return Double.isFinite(number) ? number : fail("a number within the range of a double");
  }

  /// The value as a finite `float`.
  public float float32() {
    float number = value instanceof JsonNumber text ? text.toFloat() : Float.NaN;
    return Float.isFinite(number) ? number : fail("a number within the range of a float");
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
    return value instanceof JsonBoolean bool ? bool == JsonBoolean.TRUE : fail("true or false");
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
    return fail("one of " + names);
  }

  /// The failure that something else was expected here, for checks of the caller's own.
  public RuntimeException expected(String what) {
    return failure.apply(place(path) + "expected " + what + ", found " + value.brief());
  }

  private <T extends @Nullable Object> T fail(String what) {
    throw expected(what);
  }

  private JsonView view(String childPath, Json child) {
    return new JsonView(source, childPath, child, failure);
  }

  private String place(String where) {
    return where.isEmpty() ? source + ": " : source + ": " + where + ": ";
  }

  private String child(String name) {
    boolean plain = !name.isEmpty() && name.length() <= 60;
    for (int i = 0; plain && i < name.length(); i++) {
      char c = name.charAt(i);
      plain = c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }
    if (!plain) {
      return path + "[" + new JsonString(name).brief() + "]";
    }
    return path.isEmpty() ? name : path + "." + name;
  }

  @Override
  public String toString() {
    return place(path) + value.brief();
  }
}
