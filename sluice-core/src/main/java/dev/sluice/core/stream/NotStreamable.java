package dev.sluice.core.stream;

import java.io.Serial;

/// Says that a network cannot answer step by step, and which layer is the reason.
public final class NotStreamable extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// @param message which layer, why, and what to do instead
  public NotStreamable(String message) {
    super(message);
  }
}
