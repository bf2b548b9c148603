package dev.sluice.tasks.series;

/// A CSV file that is not what was asked for; the message begins with `file:line:column`.
///
/// Column is the number of the field in its line, from 1. Line or column 0 means the whole file or
/// line, and is left out of the message.
public final class CsvException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int column;
  private final long line;

  CsvException(String source, long line, int column, String reason) {
    super(source + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : "") + ": " + reason);
    this.line = line;
    this.column = column;
  }

  /// The line from 1, where the record begins; 0 if the whole file is meant.
  public long line() {
    return line;
  }

  /// The field from 1; 0 if the whole line is meant.
  public int column() {
    return column;
  }
}
