package dev.sluice.bench;

import dev.sluice.core.nn.Reset;

/// A library that computes GRUs.
public interface Peer extends AutoCloseable {
  /// Its name and version.
  String name();

  /// Whether it computes this.
  boolean offers(Workload workload, Reset reset);

  /// Everything made ready, so that only the computation is left.
  Session open(Workload workload, Reset reset, Numbers numbers);

  /// How far its results may lie from Sluice's.
  default double tolerance() {
    return 2e-4;
  }

  @Override
  default void close() {}

  /// One workload, ready to run.
  interface Session extends AutoCloseable {
    /// Runs once.
    void run();

    /// Runs, and hands out what came of it: all outputs `[T,B,O]`, the state behind a step from
    /// [#state], or the losses of [#TRAINED] training steps.
    float[] result();

    @Override
    default void close() {}
  }

  /// How many training steps are compared.
  int TRAINED = 3;

  /// The learning rate of all.
  double RATE = 1e-3;

  /// The state that a step is verified from.
  static float[] state(int hidden) {
    float[] state = new float[hidden];
    for (int j = 0; j < hidden; j++) {
      state[j] = (float) Math.sin(j);
    }
    return state;
  }
}
