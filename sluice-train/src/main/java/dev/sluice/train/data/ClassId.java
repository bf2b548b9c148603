package dev.sluice.train.data;

/// Class ids as floats: the bridge between ids and tensors.
public final class ClassId {
  /// One more than the largest id, 2²⁴: up to there a float holds every whole number.
  public static final int LIMIT = 1 << 24;

  private ClassId() {}

  /// The float that holds `id`.
  ///
  /// @throws IllegalArgumentException if it is negative or not below [#LIMIT]
  public static float toFloat(int id) {
    if (id < 0 || id >= LIMIT) {
      throw new IllegalArgumentException("class id " + id + " is not in 0 … " + (LIMIT - 1));
    }
    return id;
  }

  /// The id that `value` holds.
  ///
  /// @param row where it stands, for the message
  /// @throws IllegalArgumentException if it is no whole number from 0 to `classes − 1`
  public static int of(float value, int classes, int row) {
    int id = (int) value;
    if (id != value || id < 0 || id >= classes) {
      throw new IllegalArgumentException(
          "row %d of the target is %s, which is no class id from 0 to %d"
              .formatted(row, value, classes - 1));
    }
    return id;
  }
}
