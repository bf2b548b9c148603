package dev.sluice.train.loop;

/// Checks numbers that a setting is made of.
public final class Rates {
  private Rates() {}

  /// A share.
  ///
  /// @throws IllegalArgumentException if it is not in `[0,1)`
  public static void requireShare(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " lies in [0,1), not " + value);
    }
  }

  /// How many there are of something.
  ///
  /// @throws IllegalArgumentException if it is less than 1
  public static void requireSome(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + ", at least 1 is needed");
    }
  }
}
