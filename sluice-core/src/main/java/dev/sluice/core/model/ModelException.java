package dev.sluice.core.model;

import java.io.Serial;

/// A model or checkpoint that cannot be read or written; the message is one sentence with what,
/// where, why and how to mend it.
public final class ModelException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// An error with its sentence.
  public ModelException(String message) {
    super(message);
  }

  /// An error with its sentence and what it came from.
  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
