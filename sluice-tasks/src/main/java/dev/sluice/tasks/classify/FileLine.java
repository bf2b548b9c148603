package dev.sluice.tasks.classify;

import dev.sluice.tasks.text.TextException;
import java.nio.file.Path;

/// A place in a file, for messages.
///
/// @param number from 1 on
record FileLine(Path file, long number) {
  TextException fails(String why) {
    return new TextException("%s: line %d: %s".formatted(file, number, why));
  }
}
