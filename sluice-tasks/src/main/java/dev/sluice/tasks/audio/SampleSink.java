package dev.sluice.tasks.audio;

import java.util.Objects;

/// Takes the samples of one sound, piece by piece.
@FunctionalInterface
public interface SampleSink {
  /// The next samples.
  ///
  /// @param samples [≥ to] at the sink's rate; the caller's, read during the call only
  /// @param from the first
  /// @param to behind the last; may be `from`
  void push(float[] samples, int from, int to);

  /// Checks a piece before anything is done with it.
  ///
  /// @throws IllegalArgumentException if a sample is not finite
  static void check(float[] samples, int from, int to) {
    Objects.checkFromToIndex(from, to, samples.length);
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(samples[i])) {
        throw new IllegalArgumentException(
            "sample %d of [%d, %d) is %s; samples are finite numbers, mostly in [-1,1]"
                .formatted(i, from, to, samples[i]));
      }
    }
  }
}
