package dev.sluice.tasks.audio;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// A mono sound: samples, about in [-1,1], at a rate. It never changes.
///
/// Nothing holds the samples inside [-1,1]: what is louder is kept, told by [#findings], and
/// refused where a file cannot hold it.
public final class Sound {
  private final float[] samples; // [n], never written after construction
  private final int rate;

  private Sound(float[] samples, int rate) {
    this.samples = samples;
    this.rate = rate;
  }

  /// A sound of samples, which are copied.
  ///
  /// @param samples `[n]`; there may be none
  /// @param rate samples in a second
  /// @throws IllegalArgumentException if a sample is not finite or the rate not in [1000, 384000]
  public static Sound of(float[] samples, int rate) {
    return owning(samples.clone(), rate);
  }

  /// The same without a copy: nobody may write to the array any more.
  static Sound owning(float[] samples, int rate) {
    SampleRate.require(rate);
    SampleSink.check(samples, 0, samples.length);
    return new Sound(samples, rate);
  }

  /// Nothing to hear.
  ///
  /// @param seconds at least 0, rounded to whole samples
  public static Sound silence(double seconds, int rate) {
    SampleRate.require(rate);
    double length = seconds * rate;
    if (!(length >= 0 && length <= Integer.MAX_VALUE - 8)) {
      throw new IllegalArgumentException(
          "%s s of silence at %d Hz; lengths are at least 0 and fit into an array"
              .formatted(seconds, rate));
    }
    return new Sound(new float[(int) Math.round(length)], rate);
  }

  /// One after another.
  ///
  /// @throws IllegalArgumentException if there are none, or their rates differ
  public static Sound join(List<Sound> sounds) {
    if (sounds.isEmpty()) {
      throw new IllegalArgumentException("no sound to join; at least one says the rate");
    }
    int rate = sounds.getFirst().rate;
    int length = 0;
    for (Sound sound : sounds) {
      if (sound.rate != rate) {
        throw new IllegalArgumentException(
            "sounds of %d and %d Hz cannot be joined; bring them to one rate with at(…)"
                .formatted(rate, sound.rate));
      }
      length = Math.addExact(length, sound.samples.length);
    }
    float[] all = new float[length];
    int at = 0;
    for (Sound sound : sounds) {
      System.arraycopy(sound.samples, 0, all, at, sound.samples.length);
      at += sound.samples.length;
    }
    return new Sound(all, rate);
  }

  /// Samples in a second.
  public int rate() {
    return rate;
  }

  /// The number of samples.
  public int length() {
    return samples.length;
  }

  /// How long it lasts.
  public double seconds() {
    return (double) samples.length / rate;
  }

  /// A copy of the samples `[n]`.
  public float[] samples() {
    return samples.clone();
  }

  /// The samples themselves, to be read.
  float[] raw() {
    return samples;
  }

  /// The samples `[from, to)`.
  public Sound part(int from, int to) {
    Objects.checkFromToIndex(from, to, samples.length);
    return new Sound(Arrays.copyOfRange(samples, from, to), rate);
  }

  /// The same sound at another rate, by a [Resampler]; this very sound where it has that rate.
  public Sound at(int wanted) {
    return wanted == rate ? this : Resampler.of(rate, wanted).apply(this);
  }

  /// Louder or quieter.
  ///
  /// @param factor of every sample: 0.5 is −6 dB
  /// @throws IllegalArgumentException if a sample would not be finite
  public Sound gain(double factor) {
    float[] louder = new float[samples.length];
    for (int i = 0; i < louder.length; i++) {
      louder[i] = (float) (samples[i] * factor);
    }
    return owning(louder, rate);
  }

  /// What makes it doubtful that this is what somebody meant to record; empty if nothing does.
  public List<Finding> findings() {
    return Finding.of(this);
  }

  /// Mean square of the samples; 0 if there are none.
  double power() {
    double sum = 0;
    for (float sample : samples) {
      sum += (double) sample * sample;
    }
    return samples.length == 0 ? 0 : sum / samples.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sound that && rate == that.rate && Arrays.equals(samples, that.samples);
  }

  @Override
  public int hashCode() {
    return 31 * rate + Arrays.hashCode(samples);
  }

  @Override
  public String toString() {
    return "Sound[%d samples, %d Hz]".formatted(samples.length, rate);
  }
}
