package dev.sluice.core.compute;

/// A range cut in shares whose borders are multiples of a block.
public record Split(int length, int block, int count) {
  /// At most `shares` shares of `[0, length)`.
  public static Split of(int length, int block, int shares) {
    int blocks = (length + block - 1) / block;
    return new Split(length, block, Math.max(1, Math.min(shares, blocks)));
  }

  /// Where share `i` begins.
  public int begin(int i) {
    long blocks = (length + block - 1) / block;
    return (int) Math.min(length, blocks * i / count * block);
  }

  /// Where share `i` ends, exclusive.
  public int end(int i) {
    return begin(i + 1);
  }
}
