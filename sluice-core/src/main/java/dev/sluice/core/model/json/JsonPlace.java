package dev.sluice.core.model.json;

/// Where a value stands, spelt out only when a message needs it: `config.json: layers[0].hidden`.
sealed interface JsonPlace {
  /// The whole text.
  record Root(String source) implements JsonPlace {
    @Override
    public String toString() {
      return source;
    }
  }

  /// A member of an object.
  record Member(JsonPlace parent, String name) implements JsonPlace {
    @Override
    public String toString() {
      if (!isPlain(name)) {
        return separated(parent, "", "[" + new JsonString(name).brief() + "]");
      }
      return separated(parent, ".", name);
    }
  }

  /// An element of an array.
  record Element(JsonPlace parent, int index) implements JsonPlace {
    @Override
    public String toString() {
      return separated(parent, "", "[" + index + "]");
    }
  }

  private static String separated(JsonPlace parent, String separator, String step) {
    return parent + (parent instanceof Root ? ": " : separator) + step;
  }

  private static boolean isPlain(String name) {
    return name.matches("[A-Za-z0-9_]{1,60}");
  }
}
