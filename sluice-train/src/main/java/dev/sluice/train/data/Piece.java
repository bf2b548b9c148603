package dev.sluice.train.data;

/// Steps `[from, from + length)` of an example.
///
/// @param sample the example's id
record Piece(Example example, long sample, int from, int length) {
  static Piece whole(Example example, long sample) {
    return new Piece(example, sample, 0, example.length());
  }
}
