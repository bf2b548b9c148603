package dev.sluice.cli.stream;

/// What is wrong with a line, in one sentence.
final class BadEvent extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// No single place in the line.
  static final int WHOLE_LINE = 0;

  private final int column;

  /// @param column the byte of the line where it is, from 1, or [#WHOLE_LINE]
  BadEvent(int column, String sentence) {
    // Without a stack trace: it is an answer, and a stream may be full of them.
    super(sentence, null, false, false);
    this.column = column;
  }

  int column() {
    return column;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
