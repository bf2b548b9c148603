package dev.sluice.tasks.audio;

import dev.sluice.core.tensor.Seed;

/// Changes of a sound that leave what is said in it as it is.
public final class Distortion {
  private static final int SLOWEST = 50;
  private static final int FASTEST = 200;

  private Distortion() {}

  /// Faster or slower, with higher or lower voices, like a tape (Ko et al. 2015, "Audio
  /// augmentation for speech recognition").
  ///
  /// It is the interpolation of [Resampler], band-limited, at the same rate after as before.
  ///
  /// @param percent of the speed, in [50, 200]: 110 takes 10/11 of the time; 100 changes nothing
  public static Sound speed(Sound sound, int percent) {
    requireSpeed(percent);
    return percent == 100
        ? sound
        : Sound.owning(Resampler.ratio(percent, 100).apply(sound.raw()), sound.rate());
  }

  /// Louder or quieter.
  ///
  /// @param decibels 20 log₁₀ of the factor: −6 is about half
  public static Sound gain(Sound sound, double decibels) {
    return sound.gain(StrictMath.pow(10, decibels / 20));
  }

  /// With white, normally distributed noise. A sound that is all 0 stays so.
  ///
  /// @param ratio 10 log₁₀ of the sound's mean power over the noise's, in dB
  /// @param seed of the noise
  public static Sound noise(Sound sound, double ratio, Seed seed) {
    double deviation = Math.sqrt(sound.power() / StrictMath.pow(10, ratio / 10));
    float[] samples = sound.samples();
    for (int n = 0; n < samples.length; n++) {
      samples[n] = (float) (samples[n] + deviation * seed.normal(n));
    }
    return Sound.owning(samples, sound.rate());
  }

  static void requireSpeed(int percent) {
    if (percent < SLOWEST || percent > FASTEST) {
      throw new IllegalArgumentException(
          "a speed of %d %%; speeds lie in [%d, %d]".formatted(percent, SLOWEST, FASTEST));
    }
  }
}
