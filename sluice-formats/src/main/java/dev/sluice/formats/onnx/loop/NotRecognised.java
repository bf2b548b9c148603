package dev.sluice.formats.onnx.loop;

import java.io.Serial;

/// Why a loop is not taken for a GRU: the end of a sentence that begins with the loop's name.
final class NotRecognised extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  NotRecognised(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
