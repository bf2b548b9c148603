package dev.sluice.tasks.audio;

/// Which rates there are, in Hz: telephones have 8,000, studios up to 384,000.
final class SampleRate {
  static final int LEAST = 1_000;
  static final int MOST = 384_000;

  private SampleRate() {}

  static boolean is(long rate) {
    return LEAST <= rate && rate <= MOST;
  }

  static int require(int rate) {
    if (!is(rate)) {
      throw new IllegalArgumentException(
          "a rate of %d Hz; rates lie in [%d, %d]".formatted(rate, LEAST, MOST));
    }
    return rate;
  }
}
