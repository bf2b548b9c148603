package dev.sluice.core.model.json;

/// The JSON values `true` and `false`.
public enum JsonBoolean implements Json {
  /// `true`
  TRUE("true"),
  /// `false`
  FALSE("false");

  private final String text;

  JsonBoolean(String text) {
    this.text = text;
  }

  /// The value as JSON writes it.
  public String text() {
    return text;
  }
}
