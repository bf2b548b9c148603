package dev.sluice.cli.predict;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.tasks.text.TextException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Lines that hold an object, where others hold a text: `{"text":"so good"}`.
final class JsonLine {
  private JsonLine() {}

  /// The object in a line; empty if there is none, as in a text that happens to begin with a brace.
  ///
  /// @param sample of what the line should hold, for messages
  static Optional<JsonView> of(String line, String sample) {
    if (!line.stripLeading().startsWith("{")) {
      return Optional.empty();
    }
    try {
      JsonView read =
          JsonView.read(
              "the line",
              line.getBytes(StandardCharsets.UTF_8),
              why -> new TextException(why + "; such as " + sample));
      return read.value() instanceof JsonObject ? Optional.of(read) : Optional.empty();
    } catch (TextException e) {
      return Optional.empty();
    }
  }
}
