package dev.sluice.cli.stream;

import dev.sluice.core.stream.State;

/// The events of one model: how they are read, and how they are answered.
interface Events {
  /// How longer keys are allowed.
  String LONGER_KEYS = ", or allow more with --key-limit";

  /// The state of a new key.
  State zeroState();

  /// Bytes that an event's line has at most, its key aside: generous, so that what is longer is no
  /// event.
  int longestLine();

  /// That of an event with so many numbers.
  static int longestLine(int numbers) {
    return Math.toIntExact(Math.min(1 << 30, (1L << 16) + 64L * numbers));
  }

  /// Reads an event and checks all of it that does not depend on its key's past.
  ///
  /// @param bytes holds it from `from` to `to`
  /// @throws BadEvent if something is wrong with it
  void read(byte[] bytes, int from, int to);

  /// The key of the event that was read.
  String key();

  /// Takes the event that was read into the state of its key, and writes the answer's line.
  ///
  /// @throws BadEvent if the event does not follow the last one; the state is unchanged then
  void answer(State state, AnswerWriter out);
}
