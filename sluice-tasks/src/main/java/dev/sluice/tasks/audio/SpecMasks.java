package dev.sluice.tasks.audio;

import dev.sluice.core.tensor.Seed;

/// Masks over frames, as in SpecAugment (Park et al. 2019, arXiv 1904.08779), without its warping
/// of time: training must do without some bands, and without some moments.
///
/// ```
/// bands:  f ~ {0 … F}, from f₀ ~ {0 … D − f}                    m_F times
/// time:   s ~ {0 … min(S, ⌊share·T⌋)}, from t₀ ~ {0 … T − s}    m_T times
/// ```
///
/// All draws are even, and masks may overlap.
///
/// @param bandMasks m_F
/// @param widestBand F, in bands; less than a frame has
/// @param timeMasks m_T
/// @param longestTime S, in frames
/// @param timeShare the most that one mask of time takes of a sound, in [0,1]
public record SpecMasks(
    int bandMasks, int widestBand, int timeMasks, int longestTime, double timeShare) {
  /// No masks.
  public static final SpecMasks NONE = new SpecMasks(0, 0, 0, 0, 0);

  /// @throws IllegalArgumentException if a number is negative, or the share above 1
  public SpecMasks {
    if (bandMasks < 0 || widestBand < 0 || timeMasks < 0 || longestTime < 0) {
      throw new IllegalArgumentException(
          "%d masks of up to %d bands, %d of up to %d frames; none of these is negative"
              .formatted(bandMasks, widestBand, timeMasks, longestTime));
    }
    if (!(timeShare >= 0 && timeShare <= 1)) {
      throw new IllegalArgumentException("the share of time lies in [0,1], not " + timeShare);
    }
  }

  /// With other masks of bands.
  public SpecMasks bands(int masks, int widest) {
    return new SpecMasks(masks, widest, timeMasks, longestTime, timeShare);
  }

  /// With other masks of time.
  public SpecMasks time(int masks, int longest, double share) {
    return new SpecMasks(bandMasks, widestBand, masks, longest, share);
  }

  /// Masks the frames of one sound.
  ///
  /// @param frames [≥ T,D], changed in place
  /// @param steps T
  /// @param mean `[D]`, what stands in the masks
  /// @param seed of this sound in this epoch
  /// @throws IllegalArgumentException if masks may be as wide as a frame
  public void apply(float[] frames, int steps, float[] mean, Seed seed) {
    int width = mean.length;
    FrameScale.requireFrames(frames, steps, width);
    if (bandMasks > 0 && widestBand >= width) {
      throw new IllegalArgumentException(
          "masks of up to %d bands leave nothing of frames of %d; make them narrower"
              .formatted(widestBand, width));
    }
    Seed bands = seed.named("bands");
    for (int mask = 0; mask < bandMasks; mask++) {
      int count = bands.below(widestBand + 1, 2L * mask);
      int first = bands.below(width - count + 1, 2L * mask + 1);
      for (int t = 0; t < steps; t++) {
        System.arraycopy(mean, first, frames, t * width + first, count);
      }
    }
    int longest = Math.min(longestTime, (int) (timeShare * steps));
    Seed time = seed.named("time");
    for (int mask = 0; mask < timeMasks; mask++) {
      int count = time.below(longest + 1, 2L * mask);
      int first = time.below(steps - count + 1, 2L * mask + 1);
      for (int t = first; t < first + count; t++) {
        System.arraycopy(mean, 0, frames, t * width, width);
      }
    }
  }
}
