package dev.sluice.cli.stream;

import java.util.function.Consumer;

/// What is done with the sequences of a file.
///
/// @param take takes one after the other
/// @param refuse takes what is no sequence in its place: recordings that cannot be read
record SequenceTaker(Consumer<Sequence> take, Refusal refuse) {
  /// Nothing more is read.
  static final Refusal STOP =
      (key, why) -> {
        throw why;
      };

  /// Takes what cannot be read.
  interface Refusal {
    /// @param key the line
    /// @param why with its place
    void take(String key, IllegalArgumentException why);
  }
}
