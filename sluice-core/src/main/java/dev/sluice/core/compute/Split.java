package dev.sluice.core.compute;

/// A range cut in shares whose borders are multiples of a block.
public record Split(int length, int block, int count) {
  /// At most `shares` shares of `[0, length)`, at least one, as even as whole blocks allow.
  public static Split of(int length, int block, int shares) {
    if (length < 0 || block < 1 || shares < 1) {
      throw new IllegalArgumentException(
          "cannot cut " + length + " in " + shares + " shares of whole blocks of " + block);
    }
    return new Split(length, block, Math.max(1, Math.min(shares, blocks(length, block))));
  }

  private static int blocks(int length, int block) {
    return length / block + (length % block == 0 ? 0 : 1);
  }

  /// Where share `i` begins.
  public int begin(int i) {
    long blocks = blocks(length, block);
    return (int) Math.min(length, blocks * i / count * block);
  }

  /// Where share `i` ends, exclusive.
  public int end(int i) {
    return begin(i + 1);
  }

  /// The length of the longest share: what the time of the whole depends on.
  public int longest() {
    int longest = 0;
    for (int i = 0; i < count; i++) {
      longest = Math.max(longest, end(i) - begin(i));
    }
    return longest;
  }
}
