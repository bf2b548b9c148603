package dev.sluice.bench;

/// Two libraries are only compared in time when they compute the same.
final class Verification {
  private Verification() {}

  /// The largest difference of two results.
  ///
  /// @throws IllegalStateException if it is more than `tolerance`, or a result has another length
  static double compare(String what, float[] expected, float[] actual, double tolerance) {
    if (expected.length != actual.length) {
      throw new IllegalStateException(
          "%s gives %d values, Sluice %d".formatted(what, actual.length, expected.length));
    }
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs((double) expected[i] - actual[i]);
      if (!(difference <= tolerance)) {
        throw new IllegalStateException(
            "%s gives %s at %d, Sluice %s".formatted(what, actual[i], i, expected[i]));
      }
      largest = Math.max(largest, difference);
    }
    return largest;
  }
}
