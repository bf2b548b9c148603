package dev.sluice.tasks.audio;

import java.io.Serial;

/// A sound that cannot be read or used; the message is one sentence with what, where, why and how
/// to mend it.
public final class AudioException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// With a sentence.
  public AudioException(String message) {
    super(message);
  }

  /// With a sentence and what it came from.
  public AudioException(String message, Throwable cause) {
    super(message, cause);
  }
}
