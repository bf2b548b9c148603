package dev.sluice.tasks.audio;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// From a sound to the steps that a network reads; stored in its model. It never changes, and
/// threads may share it.
///
/// ```
/// Sound, silence ─► Features: frames [F,D] ─► FrameScale ─► S frames side by side: steps [⌊F/S⌋,S·D]
/// ```
///
/// Frames at the end that fill no step are not read. A tail of silence behind every sound gives a
/// network that runs forward only the time to say what it heard last.
public final class AudioInput {
  /// Its file in a model's directory.
  public static final String FILE = "audio.json";

  private static final double LONGEST_TAIL = 10;

  private final Features features;
  private final FrameScale scale;
  private final int stacked;
  private final double tail;

  private AudioInput(Features features, FrameScale scale, int stacked, double tail) {
    this.features = features;
    this.scale = scale;
    this.stacked = stacked;
    this.tail = tail;
  }

  /// Of these parts.
  ///
  /// @param stacked S, the frames of a step
  /// @throws IllegalArgumentException if they do not fit together
  public static AudioInput of(FeatureSpec features, FrameScale scale, int stacked) {
    if (scale.width() != features.width()) {
      throw new IllegalArgumentException(
          "frames have %d numbers, the scale has %d".formatted(features.width(), scale.width()));
    }
    if (stacked < 1) {
      throw new IllegalArgumentException("a step has 1 frame at least, not " + stacked);
    }
    return new AudioInput(Features.of(features), scale, stacked, 0);
  }

  /// Scaled by mean and deviation of sounds to train on.
  ///
  /// @param training read once
  /// @throws IllegalArgumentException if none of them has a frame
  public static AudioInput of(
      FeatureSpec spec, Normalisation how, int stacked, Iterable<Sound> training) {
    Features features = Features.of(spec);
    FrameStatistics statistics = new FrameStatistics(spec.width());
    for (Sound sound : training) {
      float[] frames = features.of(sound);
      statistics.add(frames, frames.length / spec.width());
    }
    return of(spec, statistics.scale(how), stacked);
  }

  /// The same with silence behind every sound.
  ///
  /// @param seconds from 0 to 10
  /// @throws IllegalArgumentException if sounds are brought to a level, which silence would change
  public AudioInput tail(double seconds) {
    if (!(seconds >= 0 && seconds <= LONGEST_TAIL)) {
      throw new IllegalArgumentException(
          "a tail lasts 0 to %s s, not %s".formatted(LONGEST_TAIL, seconds));
    }
    if (seconds > 0 && features().level().isPresent()) {
      throw new IllegalArgumentException(
          "sounds are brought to a level, which a tail of silence would change; leave out one of them");
    }
    return new AudioInput(features, scale, stacked, seconds);
  }

  /// The same with bands at other frequencies, for training and for hearing a sound in more than
  /// one way: what is stored of it has no warp.
  ///
  /// @throws IllegalArgumentException if a band comes to lie between two frequencies of the
  ///   spectrum
  public AudioInput warped(Warp warp) {
    return new AudioInput(features.warped(warp), scale, stacked, tail);
  }

  /// Seconds of silence behind every sound.
  public double tail() {
    return tail;
  }

  /// A sound and its tail.
  private Sound tailed(Sound sound) {
    return tail == 0 ? sound : Sound.join(List.of(sound, Sound.silence(tail, sound.rate())));
  }

  /// What is seen of a sound.
  public FeatureSpec features() {
    return features.spec();
  }

  /// By which mean and deviation.
  public FrameScale scale() {
    return scale;
  }

  /// S, the frames of a step.
  public int stacked() {
    return stacked;
  }

  /// Samples a second that it takes; others are brought to it.
  public int rate() {
    return features.spec().rate();
  }

  /// D, the numbers of a frame.
  public int bands() {
    return features.width();
  }

  /// S·D, the numbers of a step.
  public int width() {
    return stacked * features.width();
  }

  /// From one step to the next.
  public double stepSeconds() {
    return stacked * features.spec().hopSeconds();
  }

  /// From the first sample of a step to its last: what must be heard before it can be read.
  public double leastSeconds() {
    FeatureSpec spec = features.spec();
    return ((stacked - 1) * spec.hop() + spec.window()) / (double) spec.rate();
  }

  /// The steps of a sound and its tail.
  public int length(Sound sound) {
    int all = Math.addExact(sound.length(), (int) Math.round(tail * sound.rate()));
    return features.spec().steps(Resampler.length(all, sound.rate(), rate())) / stacked;
  }

  /// The samples of a sound at the rate that it takes.
  public int samples(Sound sound) {
    return Resampler.length(sound.length(), sound.rate(), rate());
  }

  /// The steps of so many samples that are played at another speed, with nothing behind them.
  ///
  /// @param percent of their own speed, see [Distortion#speed]
  public int steps(int samples, int percent) {
    int played = percent == 100 ? samples : Resampler.length(samples, percent, 100);
    return features.spec().steps(played) / stacked;
  }

  /// Frames of a sound and its tail, scaled, `[F·D]`.
  public float[] frames(Sound sound) {
    float[] frames = features.of(tailed(sound));
    scale.apply(frames, frames.length / features.width());
    return frames;
  }

  /// Frames as steps `[T·S·D]`: all but those at the end that fill none.
  public float[] steps(float[] frames) {
    int steps = frames.length / width();
    return Arrays.copyOf(frames, steps * width());
  }

  /// A sound as one sequence `[T,S·D]`.
  public Seq of(Sound sound) {
    float[] steps = steps(frames(sound));
    int length = steps.length / width();
    return Seq.packed(Tensor.of(Shape.of(length, width()), steps), Lengths.of(length));
  }

  /// The steps of a sound that is still going on, with the same bits; its tail is to be pushed in
  /// the end.
  ///
  /// @param rate of the samples that will come
  /// @param sink takes each step `[S·D]` as soon as its last sample is there
  /// @throws dev.sluice.core.stream.NotStreamable if the scale or the level needs the whole sound
  public FeatureStream stream(int rate, FrameSink sink) {
    return features.stream(rate, new Stacker(scale.stream(), sink));
  }

  /// Scales frames and puts them side by side.
  private final class Stacker implements FrameSink {
    private final ScaleStream scaled;
    private final FrameSink sink;
    private final float[] step = new float[width()];
    private int filled;

    Stacker(ScaleStream scaled, FrameSink sink) {
      this.scaled = scaled;
      this.sink = sink;
    }

    @Override
    public void take(float[] frame) {
      scaled.apply(frame);
      System.arraycopy(frame, 0, step, filled * frame.length, frame.length);
      filled++;
      if (filled == stacked) {
        filled = 0;
        sink.take(step);
      }
    }
  }

  @Override
  public String toString() {
    return "AudioInput[%s, %s, %d frames a step, a tail of %s s]"
        .formatted(features.spec(), scale, stacked, tail);
  }
}
