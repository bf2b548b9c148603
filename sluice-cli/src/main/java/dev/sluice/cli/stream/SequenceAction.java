package dev.sluice.cli.stream;

import dev.sluice.cli.terminal.LineReader;

/// What is done with each sequence of a stream.
interface SequenceAction {
  /// @param at the line where it stands
  void accept(Sequence sequence, LineReader at);

  /// What cannot be read.
  ///
  /// @param key what it would be called
  /// @param why with its place; which may be thrown
  void refuse(String key, IllegalArgumentException why, LineReader at);
}
