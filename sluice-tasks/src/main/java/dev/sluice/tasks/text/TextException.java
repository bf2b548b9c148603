package dev.sluice.tasks.text;

import java.io.Serial;

/// A text that cannot be read or used; the message is one sentence with what, where, why and how to
/// mend it.
public final class TextException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// With a sentence.
  public TextException(String message) {
    super(message);
  }

  /// With a sentence and what it came from.
  public TextException(String message, Throwable cause) {
    super(message, cause);
  }
}
