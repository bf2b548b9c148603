package dev.sluice.tasks.audio;

/// A [FrameScale] at work on a stream, with what it remembers of it. Allocates nothing once it is
/// there. For one stream, by one thread at a time.
public final class ScaleStream {
  private static final double LEAST_OF_RUNNING = 0.5;

  private final double weight; // of a new frame; 0 keeps the training data's
  private final double[] mean; // m [D]
  private final double[] variance; // v [D]
  private final double[] least; // of v [D]

  ScaleStream(Normalisation mode, float[] mean, float[] deviation, int memory) {
    weight = mode == Normalisation.RUNNING ? 1.0 / memory : 0;
    this.mean = new double[mean.length];
    variance = new double[mean.length];
    least = new double[mean.length];
    for (int d = 0; d < mean.length; d++) {
      this.mean[d] = mean[d];
      variance[d] = (double) deviation[d] * deviation[d];
      least[d] = LEAST_OF_RUNNING * LEAST_OF_RUNNING * variance[d];
    }
  }

  /// Normalises the next frame `[D]`, in place.
  public void apply(float[] frame) {
    if (frame.length != mean.length) {
      throw new IllegalArgumentException(
          "a frame of %d numbers; this scale is for %d".formatted(frame.length, mean.length));
    }
    apply(frame, 0);
  }

  /// Normalises the frame at `[from, from + D)`.
  void apply(float[] frames, int from) {
    for (int d = 0; d < mean.length; d++) {
      double value = frames[from + d];
      if (weight > 0) {
        double distance = value - mean[d];
        mean[d] += weight * distance;
        variance[d] = (1 - weight) * (variance[d] + weight * distance * distance);
      }
      frames[from + d] = (float) ((value - mean[d]) / Math.sqrt(Math.max(variance[d], least[d])));
    }
  }
}
