package dev.sluice.tasks.classify;

import dev.sluice.tasks.text.TextException;

/// A place in a file, for messages.
///
/// @param source what the file is called
/// @param number from 1 on
record FileLine(String source, long number) {
  TextException fails(String why) {
    return new TextException(this + ": " + why);
  }

  @Override
  public String toString() {
    return source + ": line " + number;
  }
}
