package dev.sluice.core.model.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A JSON object; its members keep the order in which they were added or read.
///
/// @param members the members in order, unmodifiable
public record JsonObject(Map<String, Json> members) implements Json {
  private static final JsonObject EMPTY = new JsonObject(Map.of());

  /// Copies the members.
  public JsonObject {
    members.keySet().forEach(JsonString::requireUnicode);
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /// The object without members.
  public static JsonObject empty() {
    return EMPTY;
  }

  /// A builder, to which members are added in order.
  public static Builder builder() {
    return new Builder();
  }

  /// The member of that name, or empty.
  public Optional<Json> get(String name) {
    return Optional.ofNullable(members.get(name));
  }

  @Override
  public String toString() {
    return JsonWriter.compact(this);
  }

  /// Collects members in order; a name is given once.
  public static final class Builder {
    private final Map<String, Json> members = new LinkedHashMap<>();

    private Builder() {}

    /// Adds a member.
    ///
    /// @throws IllegalArgumentException if the name is there already
    public Builder put(String name, Json value) {
      if (members.putIfAbsent(name, value) != null) {
        throw new IllegalArgumentException(
            "the object has " + new JsonString(name).brief() + " already");
      }
      return this;
    }

    /// Adds a string.
    public Builder put(String name, String value) {
      return put(name, new JsonString(value));
    }

    /// Adds an integer.
    public Builder put(String name, long value) {
      return put(name, JsonNumber.of(value));
    }

    /// Adds a finite number, written with the fewest digits that read back as this `float`.
    public Builder put(String name, float value) {
      return put(name, JsonNumber.of(value));
    }

    /// Adds a finite number, written with the fewest digits that read back as this `double`.
    public Builder put(String name, double value) {
      return put(name, JsonNumber.of(value));
    }

    /// Adds all members of another object.
    public Builder putAll(JsonObject other) {
      other.members().forEach(this::put);
      return this;
    }

    /// The object.
    public JsonObject build() {
      return new JsonObject(members);
    }
  }
}
