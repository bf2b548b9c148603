package dev.sluice.core.model.json;

import java.io.Serial;

/// A text that is not JSON, or JSON that is not what was expected; the message names source and
/// place.
public final class JsonException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// An error whose message is one sentence: where, what was expected, what was found.
  public JsonException(String message) {
    super(message);
  }
}
