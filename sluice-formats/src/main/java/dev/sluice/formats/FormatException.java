package dev.sluice.formats;

import java.io.Serial;

/// A file from elsewhere that cannot be read, or a network that a format cannot hold; the message
/// is one sentence with what, where, why and how to mend it.
public final class FormatException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// The offset of an error that has no place in a file.
  public static final long NOWHERE = -1;

  private final long offset;

  /// An error without a place in a file.
  public FormatException(String message) {
    this(message, NOWHERE);
  }

  /// An error at a byte of a file; the message names it too.
  public FormatException(String message, long offset) {
    super(message);
    this.offset = offset;
  }

  /// An error without a place in a file, and what it came from.
  public FormatException(String message, Throwable cause) {
    super(message, cause);
    this.offset = NOWHERE;
  }

  /// The byte where the file is wrong, counted from 0, or [#NOWHERE].
  public long offset() {
    return offset;
  }
}
