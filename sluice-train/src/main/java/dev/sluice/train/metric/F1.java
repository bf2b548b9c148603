package dev.sluice.train.metric;

/// Precision, recall and their harmonic mean, from counts (van Rijsbergen 1979).
///
/// @param hits found that were wanted
/// @param found in all
/// @param wanted in all
public record F1(long hits, long found, long wanted) {
  /// Of nothing.
  public static final F1 NONE = new F1(0, 0, 0);

  /// Over both.
  public F1 plus(F1 other) {
    return new F1(hits + other.hits, found + other.found, wanted + other.wanted);
  }

  /// The share of what was found that was wanted; 0 if nothing was found.
  public double precision() {
    return found == 0 ? 0 : (double) hits / found;
  }

  /// The share of what was wanted that was found; 0 if nothing was wanted.
  public double recall() {
    return wanted == 0 ? 0 : (double) hits / wanted;
  }

  /// `2·P·R / (P + R)`; 0 if nothing was hit.
  public double value() {
    return found + wanted == 0 ? 0 : 2.0 * hits / (found + wanted);
  }
}
