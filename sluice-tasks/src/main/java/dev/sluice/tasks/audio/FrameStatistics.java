package dev.sluice.tasks.audio;

/// Gathers mean and deviation of each band of frames, sound after sound (Welford 1962, in double).
/// The same sounds in the same order give the same bits. Used by one thread.
public final class FrameStatistics {
  private final double[] mean; // [D]
  private final double[] squares; // [D] sums of squared distances
  private long count;

  /// Of nothing yet.
  ///
  /// @param width D
  public FrameStatistics(int width) {
    mean = new double[width];
    squares = new double[width];
  }

  /// Adds the frames of one sound.
  ///
  /// @param frames [≥ T,D]
  /// @param steps T
  public void add(float[] frames, int steps) {
    FrameScale.requireFrames(frames, steps, mean.length);
    for (int t = 0; t < steps; t++) {
      count++;
      for (int d = 0; d < mean.length; d++) {
        double distance = frames[t * mean.length + d] - mean[d];
        mean[d] += distance / count;
        squares[d] += distance * (frames[t * mean.length + d] - mean[d]);
      }
    }
  }

  /// Frames so far.
  public long count() {
    return count;
  }

  /// A scale by these statistics.
  ///
  /// @throws IllegalArgumentException if there were no frames, or a band never changed
  public FrameScale scale(Normalisation mode) {
    if (count == 0) {
      throw new IllegalArgumentException(
          "no frames to normalise by; all sounds are shorter than a window, or there are none");
    }
    float[] means = new float[mean.length];
    float[] deviations = new float[mean.length];
    for (int d = 0; d < mean.length; d++) {
      means[d] = (float) mean[d];
      deviations[d] = (float) Math.sqrt(squares[d] / count);
    }
    return FrameScale.of(mode, means, deviations);
  }
}
