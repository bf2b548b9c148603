package dev.sluice.tasks.translate.metric;

/// What becomes of orders of which no n-gram is matched (Chen and Cherry 2014).
public enum Smoothing {
  /// The first such order counts as half a match, the next as a quarter, and so on; their third
  /// method, and that of `mteval-v13a`.
  EXPONENTIAL("exp"),
  /// They stay 0, and so does the score.
  NONE("none");

  private final String code;

  Smoothing(String code) {
    this.code = code;
  }

  /// As signatures name it.
  String code() {
    return code;
  }
}
