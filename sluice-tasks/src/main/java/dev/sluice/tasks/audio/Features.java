package dev.sluice.tasks.audio;

import dev.sluice.core.stream.NotStreamable;

/// Computes what a [FeatureSpec] says: frames [T,D] of a whole sound, or one after another of a
/// stream. It never changes, and threads may share it.
public final class Features {
  private final FeatureSpec spec;
  private final FeatureTables tables;

  private Features(FeatureSpec spec, FeatureTables tables) {
    this.spec = spec;
    this.tables = tables;
  }

  /// By a spec.
  ///
  /// @throws IllegalArgumentException if a band lies between two frequencies of the spectrum
  public static Features of(FeatureSpec spec) {
    return new Features(spec, FeatureTables.of(spec));
  }

  /// The same with bands at other frequencies.
  ///
  /// @throws IllegalArgumentException if a band comes to lie between two frequencies of the
  ///   spectrum
  public Features warped(Warp warp) {
    return new Features(spec, tables.warped(spec, warp));
  }

  /// What is computed.
  public FeatureSpec spec() {
    return spec;
  }

  /// D, the numbers in a frame.
  public int width() {
    return spec.width();
  }

  /// T, the frames of a sound, whatever its rate: 0 if it is shorter than a window.
  public int steps(Sound sound) {
    return spec.steps(Resampler.length(sound.length(), sound.rate(), spec.rate()));
  }

  /// The frames of a sound, which is brought to the spec's rate first.
  ///
  /// @return [T,D], a row for each frame; T is `length / D`, as [#steps] says: nothing if the sound
  ///   is shorter than a window, which callers have to refuse or to bear
  public float[] of(Sound sound) {
    float[] samples = levelled(sound.at(spec.rate())).raw();
    int steps = spec.steps(samples.length);
    int width = spec.width();
    float[] frames = new float[Math.multiplyExact(steps, width)];
    FrameMaker maker = new FrameMaker(spec, tables);
    for (int t = 0; t < steps; t++) {
      maker.make(samples, t * spec.hop(), frames, t * width);
    }
    return frames;
  }

  private Sound levelled(Sound sound) {
    if (spec.level().isEmpty()) {
      return sound;
    }
    double power = sound.power();
    return power == 0
        ? sound
        : sound.gain(StrictMath.pow(10, spec.level().getAsDouble() / 20) / Math.sqrt(power));
  }

  /// The frames of a stream at the spec's rate, with the same bits.
  ///
  /// @param sink takes each frame `[D]` as soon as its last sample is there
  /// @throws NotStreamable as [#stream(int,FrameSink)]
  public FeatureStream stream(FrameSink sink) {
    return stream(spec.rate(), sink);
  }

  /// The frames of a stream at any rate, with the same bits.
  ///
  /// @param rate of the samples that will be pushed, in Hz
  /// @throws NotStreamable if sounds are brought to a level, which needs the whole sound
  public FeatureStream stream(int rate, FrameSink sink) {
    if (spec.level().isPresent()) {
      throw new NotStreamable(
          "sounds are brought to a level of %s dB, which needs the whole sound; a stream takes a spec without a level"
              .formatted(spec.level().getAsDouble()));
    }
    FrameCutter cutter = new FrameCutter(spec, new FrameMaker(spec, tables), sink);
    return new FeatureStream(rate, spec.rate(), cutter);
  }
}
