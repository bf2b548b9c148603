package dev.sluice.tasks.audio;

/// Computes what a [FeatureSpec] says: frames [T,D] of a whole sound, or one after another of a
/// stream. It never changes, and threads may share it.
public final class Features {
  private final FeatureSpec spec;
  private final FeatureTables tables;

  private Features(FeatureSpec spec) {
    this.spec = spec;
    tables = FeatureTables.of(spec);
  }

  /// By a spec.
  ///
  /// @throws IllegalArgumentException if a band lies between two frequencies of the spectrum
  public static Features of(FeatureSpec spec) {
    return new Features(spec);
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
    float[] samples = sound.at(spec.rate()).raw();
    int steps = spec.steps(samples.length);
    int width = spec.width();
    float[] frames = new float[Math.multiplyExact(steps, width)];
    FrameMaker maker = new FrameMaker(spec, tables);
    for (int t = 0; t < steps; t++) {
      maker.make(samples, t * spec.hop(), frames, t * width);
    }
    return frames;
  }

  /// The frames of a stream at the spec's rate, with the same bits.
  ///
  /// @param sink takes each frame `[D]` as soon as its last sample is there
  public FeatureStream stream(FrameSink sink) {
    return stream(spec.rate(), sink);
  }

  /// The frames of a stream at any rate, with the same bits.
  ///
  /// @param rate of the samples that will be pushed, in Hz
  public FeatureStream stream(int rate, FrameSink sink) {
    FrameCutter cutter = new FrameCutter(spec, new FrameMaker(spec, tables), sink);
    return new FeatureStream(rate, spec.rate(), cutter);
  }
}
