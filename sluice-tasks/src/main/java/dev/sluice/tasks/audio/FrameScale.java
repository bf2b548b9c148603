package dev.sluice.tasks.audio;

import dev.sluice.core.stream.NotStreamable;
import java.util.Arrays;

/// Brings each band of frames to mean 0 and deviation 1: `y = (x − m) / s`, in double, with
///
/// | mode | m and s at frame t |
/// |---|---|
/// | `TRAINING` | μ and σ, the training data's |
/// | `UTTERANCE` | the sound's mean; its deviation, but at least σ/10 |
/// | `RUNNING` | m_t; √v_t, but at least σ/2 |
///
/// ```
/// m_t = m_{t−1} + d_t / N,  v_t = (1 − 1/N)(v_{t−1} + d_t² / N),  d_t = x_t − m_{t−1},  m_{−1} = μ,  v_{−1} = σ²
/// ```
///
/// So a running scale begins as if N frames of training data had gone before, and forgets as fast:
/// what was N frames ago counts `1/e` (the update is that of West 1979 with a constant weight). The
/// least deviations keep silence from being blown up: a running scale that heard a minute of it
/// still knows how loud speech is, and one sound has more than silence in it.
///
/// @param mode by whose mean and deviation
/// @param mean μ `[D]` of the training data
/// @param deviation σ `[D]`, above 0
/// @param memory N, in frames; only `RUNNING` uses it
public record FrameScale(Normalisation mode, float[] mean, float[] deviation, int memory) {
  /// 3 s of frames every 10 ms.
  public static final int DEFAULT_MEMORY = 300;

  private static final double LEAST_OF_UTTERANCE = 0.1;

  /// Copies the arrays.
  ///
  /// @throws IllegalArgumentException if they are not of one length, a number is not finite, or a
  ///   deviation not above 0
  public FrameScale {
    if (mean.length == 0 || mean.length != deviation.length) {
      throw new IllegalArgumentException(
          "%d means and %d deviations; a band has one of each"
              .formatted(mean.length, deviation.length));
    }
    for (int d = 0; d < mean.length; d++) {
      boolean fine = Float.isFinite(mean[d]) && Float.isFinite(deviation[d]) && deviation[d] > 0;
      if (!fine) {
        throw new IllegalArgumentException(
            "band %d has mean %s and deviation %s; a band that never changes says nothing, leave it out"
                .formatted(d, mean[d], deviation[d]));
      }
    }
    if (memory < 1) {
      throw new IllegalArgumentException("a memory of " + memory + " frames; it has at least 1");
    }
    mean = mean.clone();
    deviation = deviation.clone();
  }

  /// With the default memory.
  public static FrameScale of(Normalisation mode, float[] mean, float[] deviation) {
    return new FrameScale(mode, mean, deviation, DEFAULT_MEMORY);
  }

  /// With another mode.
  public FrameScale mode(Normalisation value) {
    return new FrameScale(value, mean, deviation, memory);
  }

  /// With another memory, in frames.
  public FrameScale memory(int frames) {
    return new FrameScale(mode, mean, deviation, frames);
  }

  /// D.
  public int width() {
    return mean.length;
  }

  /// A copy.
  @Override
  public float[] mean() {
    return mean.clone();
  }

  /// A copy.
  @Override
  public float[] deviation() {
    return deviation.clone();
  }

  /// Normalises the frames of one whole sound, in place.
  ///
  /// @param frames [≥ T,D]
  /// @param steps T; 0 changes nothing
  public void apply(float[] frames, int steps) {
    requireFrames(frames, steps, mean.length);
    if (mode == Normalisation.UTTERANCE) {
      for (int d = 0; d < mean.length; d++) {
        applyOwn(frames, steps, d);
      }
      return;
    }
    ScaleStream stream = stream();
    for (int t = 0; t < steps; t++) {
      stream.apply(frames, t * mean.length);
    }
  }

  private void applyOwn(float[] frames, int steps, int band) {
    int width = mean.length;
    double sum = 0;
    for (int t = 0; t < steps; t++) {
      sum += frames[t * width + band];
    }
    double own = sum / steps;
    double squares = 0;
    for (int t = 0; t < steps; t++) {
      double distance = frames[t * width + band] - own;
      squares += distance * distance;
    }
    double scale = Math.max(Math.sqrt(squares / steps), LEAST_OF_UTTERANCE * deviation[band]);
    for (int t = 0; t < steps; t++) {
      frames[t * width + band] = (float) ((frames[t * width + band] - own) / scale);
    }
  }

  /// Whether there is a [#stream].
  public boolean streams() {
    return mode != Normalisation.UTTERANCE;
  }

  /// The same frame by frame, with the same bits.
  ///
  /// @throws NotStreamable with `UTTERANCE`
  public ScaleStream stream() {
    if (!streams()) {
      throw new NotStreamable(
          "frames normalised by the whole utterance's mean have to wait for its end; train with RUNNING or TRAINING normalisation to stream");
    }
    return new ScaleStream(mode, mean, deviation, memory);
  }

  static void requireFrames(float[] frames, int steps, int width) {
    if (steps < 0 || (long) steps * width > frames.length) {
      throw new IllegalArgumentException(
          "%d numbers are not the %d frames of %d that they should be"
              .formatted(frames.length, steps, width));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FrameScale that
        && mode == that.mode
        && memory == that.memory
        && Arrays.equals(mean, that.mean)
        && Arrays.equals(deviation, that.deviation);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * mode.hashCode() + Arrays.hashCode(mean)) + Arrays.hashCode(deviation);
  }

  @Override
  public String toString() {
    return "FrameScale[%s, mean=%s, deviation=%s, memory=%d]"
        .formatted(mode, Arrays.toString(mean), Arrays.toString(deviation), memory);
  }
}
