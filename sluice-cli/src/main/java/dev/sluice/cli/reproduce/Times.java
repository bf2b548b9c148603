package dev.sluice.cli.reproduce;

/// Whether a table tells how long things took. One on a model's card does not, so that equal
/// trainings give equal bytes.
enum Times {
  TOLD,
  LEFT_OUT;

  /// A part of a table that tells some.
  String told(String part) {
    return this == TOLD ? part : "";
  }
}
