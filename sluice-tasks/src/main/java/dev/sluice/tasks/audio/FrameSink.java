package dev.sluice.tasks.audio;

/// Takes frames, one after another.
@FunctionalInterface
public interface FrameSink {
  /// The next frame.
  ///
  /// @param frame `[D]`, the caller's; it may be changed, and is overwritten after the call
  void take(float[] frame);
}
