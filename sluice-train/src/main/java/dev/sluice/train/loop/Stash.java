package dev.sluice.train.loop;

import dev.sluice.core.autodiff.Parameters;
import org.jspecify.annotations.Nullable;

/// Other values in a network's parameters for a while: noisy ones for a step, averaged ones for a
/// validation. Bringing the kept ones back is a copy, so not a bit is lost.
final class Stash {
  private final Parameters parameters;
  private float @Nullable [] kept;

  Stash(Parameters parameters) {
    this.parameters = parameters;
  }

  /// Runs `work` on values that `change` makes of the current ones, which come back in any case.
  <R> R during(Change change, Work<R> work) {
    float[] values = parameters.values();
    float[] mine = kept == null ? new float[values.length] : kept;
    kept = mine;
    System.arraycopy(values, 0, mine, 0, values.length);
    try {
      change.apply(values);
      return work.run();
    } finally {
      System.arraycopy(mine, 0, values, 0, values.length);
    }
  }

  /// Overwrites values.
  interface Change {
    void apply(float[] values);
  }

  /// What is done meanwhile.
  interface Work<R> {
    R run();
  }
}
