package dev.sluice.tasks.audio;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Something that makes a sound doubtful without making it unusable.
///
/// @param kind what it is
/// @param sentence the same for people, with numbers and a cure
public record Finding(Kind kind, String sentence) {
  /// What there is to find.
  public enum Kind {
    /// No sample is above 0.001 (−60 dB), or there are none.
    SILENT,
    /// At least 0.1 % of the samples stand in flat tops: three or more in a row of one value that
    /// is at least 0.99 from 0. A tone that only just reaches the limit has none.
    CLIPPED,
    /// Samples beyond ±1, which only floating-point files can hold.
    BEYOND
  }

  private static final float SILENCE = 1e-3f;
  private static final float LIMIT = 0.99f;
  private static final int FLAT = 3;
  private static final double CLIPPED_SHARE = 1e-3;

  static List<Finding> of(Sound sound) {
    float[] samples = sound.raw();
    float peak = 0;
    int beyond = 0;
    int clipped = 0;
    int run = 0;
    for (int i = 0; i < samples.length; i++) {
      float size = Math.abs(samples[i]);
      peak = Math.max(peak, size);
      beyond += size > 1 ? 1 : 0;
      run = size < LIMIT ? 0 : i > 0 && samples[i] == samples[i - 1] ? run + 1 : 1;
      clipped += run < FLAT ? 0 : run == FLAT ? FLAT : 1;
    }
    List<Finding> findings = new ArrayList<>();
    if (peak <= SILENCE) {
      findings.add(new Finding(Kind.SILENT, silent(samples.length, peak)));
    }
    if (clipped > 0 && clipped >= CLIPPED_SHARE * samples.length) {
      findings.add(
          new Finding(
              Kind.CLIPPED,
              "the sound is clipped: %d of %d samples stand in flat tops at the limit; record it with less gain"
                  .formatted(clipped, samples.length)));
    }
    if (beyond > 0) {
      findings.add(
          new Finding(
              Kind.BEYOND,
              String.format(
                  Locale.ROOT,
                  "%d of %d samples lie beyond ±1, the largest at %.3g; scale the sound down",
                  beyond,
                  samples.length,
                  peak)));
    }
    return List.copyOf(findings);
  }

  private static String silent(int length, float peak) {
    if (length == 0) {
      return "the sound is silent: it has no samples";
    }
    if (peak == 0) {
      return "the sound is silent: all %d samples are 0; check the microphone".formatted(length);
    }
    return String.format(
        Locale.ROOT,
        "the sound is silent: the largest of %d samples is %.2g; check the microphone and its gain",
        length,
        peak);
  }
}
