package dev.sluice.tasks.audio;

import org.jspecify.annotations.Nullable;

/// Frames of a sound that is still going on: samples in, in pieces of any size, and each frame out
/// as soon as it is complete, with the bits that [Features#of] gives for the whole sound.
///
/// It holds less than a window of samples, and what a [ResamplerStream] holds where rates differ,
/// and allocates nothing once it is there. For one stream, by one thread at a time.
public final class FeatureStream implements SampleSink {
  private final FrameCutter cutter;
  private final @Nullable ResamplerStream resampler;

  FeatureStream(int rate, int wanted, FrameCutter cutter) {
    this.cutter = cutter;
    resampler = rate == wanted ? null : Resampler.of(rate, wanted).stream(cutter);
  }

  /// The next samples; frames that they complete go to the sink before this returns.
  ///
  /// @throws IllegalArgumentException if a sample is not finite; then none was taken
  /// @throws IllegalStateException after [#finish] where rates differ
  @Override
  public void push(float[] samples, int from, int to) {
    if (resampler != null) {
      resampler.push(samples, from, to);
    } else {
      SampleSink.check(samples, from, to);
      cutter.push(samples, from, to);
    }
  }

  /// Ends the sound: where rates differ, the last few frames may have waited for it. Samples that
  /// do not fill a window make none.
  public void finish() {
    if (resampler != null) {
      resampler.finish();
    }
  }

  /// Frames so far.
  public long frames() {
    return cutter.frames();
  }
}
