package dev.sluice.tasks.audio;

import dev.sluice.core.tensor.Seed;
import java.util.stream.IntStream;

/// How sounds vary in training: each epoch another speed, warp, gain, noise and masks, all drawn
/// evenly from ranges. The same sound and seed give the same bits.
///
/// @param slowest the least speed, in percent, in [50, 200]
/// @param fastest the greatest
/// @param lowest the least warp, in percent, see [Warp]
/// @param highest the greatest
/// @param quietest the least gain in dB
/// @param loudest the greatest
/// @param noisy the share of sounds that get noise, in [0,1]
/// @param noisiest the least ratio of sound to noise in dB
/// @param cleanest the greatest
/// @param masks over the frames
public record AudioAugmentation(
    int slowest,
    int fastest,
    int lowest,
    int highest,
    double quietest,
    double loudest,
    double noisy,
    double noisiest,
    double cleanest,
    SpecMasks masks) {
  private static final AudioAugmentation NONE =
      new AudioAugmentation(100, 100, 100, 100, 0, 0, 0, 0, 0, SpecMasks.NONE);

  /// @throws IllegalArgumentException if a range is upside down, or beyond its limits
  public AudioAugmentation {
    Distortion.requireSpeed(slowest);
    Distortion.requireSpeed(fastest);
    requireRange("speed", slowest, fastest);
    requireRange("warp", new Warp(lowest).percent(), new Warp(highest).percent());
    requireRange("gain", quietest, loudest);
    requireRange("ratio of sound to noise", noisiest, cleanest);
    if (!(noisy >= 0 && noisy <= 1)) {
      throw new IllegalArgumentException("the share of noisy sounds lies in [0,1], not " + noisy);
    }
  }

  /// Sounds as they are.
  public static AudioAugmentation none() {
    return NONE;
  }

  /// With speeds from and to so many percent; 90 and 110 are common.
  public AudioAugmentation speed(int least, int greatest) {
    return new AudioAugmentation(
        least, greatest, lowest, highest, quietest, loudest, noisy, noisiest, cleanest, masks);
  }

  /// With warps from and to so many percent; 80 and 120 are common.
  public AudioAugmentation warp(int least, int greatest) {
    return new AudioAugmentation(
        slowest, fastest, least, greatest, quietest, loudest, noisy, noisiest, cleanest, masks);
  }

  /// With gains from and to so many dB.
  public AudioAugmentation gain(double least, double greatest) {
    return new AudioAugmentation(
        slowest, fastest, lowest, highest, least, greatest, noisy, noisiest, cleanest, masks);
  }

  /// With noise in a share of the sounds, at ratios from and to so many dB.
  public AudioAugmentation noise(double share, double least, double greatest) {
    return new AudioAugmentation(
        slowest, fastest, lowest, highest, quietest, loudest, share, least, greatest, masks);
  }

  /// With other masks.
  public AudioAugmentation masks(SpecMasks value) {
    return new AudioAugmentation(
        slowest, fastest, lowest, highest, quietest, loudest, noisy, noisiest, cleanest, value);
  }

  /// The sound at some speed, with some noise, at some gain, in this order.
  ///
  /// @param seed of this sound in this epoch
  public Sound apply(Sound sound, Seed seed) {
    Sound varied = sound;
    if (slowest != 100 || fastest != 100) {
      int percent = slowest + seed.named("speed").below(fastest - slowest + 1, 0);
      varied = Distortion.speed(varied, percent);
    }
    Seed noise = seed.named("noise");
    if (noise.uniform(0) < noisy) {
      double ratio = within(noisiest, cleanest, noise.uniform(1));
      varied = Distortion.noise(varied, ratio, noise.at(2));
    }
    if (quietest != 0 || loudest != 0) {
      double decibels = within(quietest, loudest, seed.named("gain").uniform(0));
      varied = Distortion.gain(varied, decibels);
    }
    return varied;
  }

  /// What is seen of the sound: bands at some warp.
  ///
  /// @param seed of this sound in this epoch; may be that of [#apply]
  /// @throws IllegalArgumentException if a band comes to lie between two frequencies of the
  ///   spectrum
  public AudioInput warped(AudioInput input, Seed seed) {
    if (lowest == 100 && highest == 100) {
      return input;
    }
    return input.warped(new Warp(lowest + seed.named("warp").below(highest - lowest + 1, 0)));
  }

  /// Tries all warps, so that none fails later.
  ///
  /// @throws IllegalArgumentException if a band comes to lie between two frequencies of the
  ///   spectrum
  public void requireWarps(AudioInput input) {
    IntStream.rangeClosed(lowest, highest).forEach(percent -> input.warped(new Warp(percent)));
  }

  /// Masks frames that were normalised, in place: masks are 0, the mean there.
  ///
  /// @param frames [≥ T,D]
  /// @param steps T
  /// @param width D
  /// @param seed of this sound in this epoch; may be that of [#apply]
  public void mask(float[] frames, int steps, int width, Seed seed) {
    masks.apply(frames, steps, new float[width], seed.named("masks"));
  }

  private static double within(double least, double greatest, double share) {
    return least + (greatest - least) * share;
  }

  private static void requireRange(String name, double least, double greatest) {
    if (!(least <= greatest && Double.isFinite(greatest - least))) {
      throw new IllegalArgumentException(
          "%s from %s to %s; the least comes first".formatted(name, least, greatest));
    }
  }
}
