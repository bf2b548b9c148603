package dev.sluice.bench.jvm;

/// A library with a layer made ready.
interface Runner {
  String name();

  /// Runs once, forward, without gradients.
  void run();

  /// Runs, and hands out `[T,B,H]`.
  float[] result();
}
