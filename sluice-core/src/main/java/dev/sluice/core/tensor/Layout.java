package dev.sluice.core.tensor;

/// Which axis of a padded tensor comes first.
public enum Layout {
  /// `[T,B,F]`
  TIME_MAJOR,
  /// `[B,T,F]`
  BATCH_MAJOR;

  int timeAxis() {
    return this == TIME_MAJOR ? 0 : 1;
  }

  int batchAxis() {
    return 1 - timeAxis();
  }

  int row(int sequence, int step, int batch, int steps) {
    return this == TIME_MAJOR ? step * batch + sequence : sequence * steps + step;
  }
}
