package dev.sluice.tasks.audio;

import java.util.Arrays;

/// A [Resampler] at work on a stream: pieces of any size in, samples at the new rate out, with the
/// bits that the whole sound would give. Allocates nothing once it is there. For one stream, by one
/// thread at a time.
public final class ResamplerStream implements SampleSink {
  private static final int PIECE = 512;

  private final Resampler resampler;
  private final SampleSink sink;
  private final double[] scratch; // [2·half]
  private final float[] held; // [2·half + PIECE] what is still needed, and what is new
  private final float[] out = new float[PIECE];
  private int filled; // of `held`
  private int base; // in `held`: where the next sample is, rounded down
  private int phase; // and what was rounded off, times L
  private int ready; // of `out`
  private boolean finished;

  ResamplerStream(Resampler resampler, SampleSink sink) {
    this.resampler = resampler;
    this.sink = sink;
    scratch = new double[2 * resampler.half()];
    held = new float[scratch.length + PIECE];
    filled = resampler.half() - 1; // the silence before the start
    base = filled;
  }

  /// The next samples; what they complete goes to the sink before this returns.
  ///
  /// @throws IllegalArgumentException if a sample is not finite; then none was taken
  /// @throws IllegalStateException after [#finish]
  @Override
  public void push(float[] samples, int from, int to) {
    SampleSink.check(samples, from, to);
    if (finished) {
      throw new IllegalStateException("this sound was finished; take a new stream for the next");
    }
    int at = from;
    while (at < to) {
      int taken = Math.min(held.length - filled, to - at);
      System.arraycopy(samples, at, held, filled, taken);
      at += taken;
      filled += taken;
      make();
    }
    drain();
  }

  /// Ends the sound: what waited for samples gets silence. A second call does nothing.
  public void finish() {
    if (finished) {
      return;
    }
    finished = true;
    // With as many zeros as a sample waits for, those that lie before the end are complete.
    int zeros = resampler.half();
    while (zeros > 0) {
      int taken = Math.min(held.length - filled, zeros);
      Arrays.fill(held, filled, filled + taken, 0);
      zeros -= taken;
      filled += taken;
      make();
    }
    drain();
  }

  private void make() {
    int half = resampler.half();
    while (base + half < filled) {
      double[] row = resampler.row(phase, scratch);
      int first = base - half + 1;
      double sum = 0;
      for (int j = 0; j < row.length; j++) {
        sum += row[j] * held[first + j];
      }
      out[ready++] = (float) sum;
      if (ready == out.length) {
        drain();
      }
      phase += resampler.advance();
      base += phase / resampler.phases();
      phase %= resampler.phases();
    }
    int gone = Math.min(filled, base - half + 1);
    filled -= gone;
    base -= gone;
    System.arraycopy(held, gone, held, 0, filled);
  }

  private void drain() {
    int count = ready;
    ready = 0;
    if (count > 0) {
      sink.push(out, 0, count);
    }
  }
}
