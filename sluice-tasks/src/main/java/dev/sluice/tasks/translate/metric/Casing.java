package dev.sluice.tasks.translate.metric;

/// Whether upper and lower case are told apart.
public enum Casing {
  /// They are.
  MIXED("mixed"),
  /// They are not: texts are made lower-case first.
  LOWER("lc");

  private final String code;

  Casing(String code) {
    this.code = code;
  }

  /// As signatures name it.
  String code() {
    return code;
  }

  /// A text as it is compared.
  public String apply(String text) {
    return this == LOWER ? LowerCase.of(text) : text;
  }
}
