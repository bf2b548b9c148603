package dev.sluice.train.loop;

import java.io.Serial;

/// A loss, gradient or parameter became NaN or infinite. The parameters are those before the step,
/// and the last checkpoint on disk is good.
public final class TrainingDiverged extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final long step;

  TrainingDiverged(long step, String message) {
    super(message);
    this.step = step;
  }

  /// The step that failed, counted from 1.
  public long step() {
    return step;
  }
}
