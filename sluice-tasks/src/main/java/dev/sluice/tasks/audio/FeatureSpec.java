package dev.sluice.tasks.audio;

import java.util.OptionalDouble;

/// What [Features] computes of a sound s.
///
/// ```
/// x[n] = s[n] · 10^(level/20) / √(mean of s²)                           with a level, else x = s
/// y[n] = x[n] − p x[n−1],  x[−1] = 0                                    p: preEmphasis
/// w[n] = ½ − ½ cos(2πn/W)                                               Hann, periodic; W: window
/// P[t,k] = |Σ_n w[n] y[tH + n] exp(−2πi kn/N)|²                         N ≥ W, a power of two; H: hop
/// F[t,b] = ln(floor + Σ_k triangle_b(k·rate/N) P[t,k])                  LOG_MEL
/// C[t,i] = s_i Σ_b F[t,b] cos(πi(b + ½)/B),  s_0 = √(1/B), s_i = √(2/B)  MFCC
/// ```
///
/// Frame t is the samples `[tH, tH + W)` and no others: nothing is padded or mirrored at the ends,
/// so a frame can be told as soon as its samples are there.
///
/// Triangles rise from 0 at one edge to 1 at the next and fall to 0 at the one after, in straight
/// lines over Hz; they are not divided by their area. The B + 2 edges lie evenly from `lowest` to
/// `highest` in mel, `mel(f) = 2595 log₁₀(1 + f/700)`: the formula of HTK (Young et al. 2006, after
/// O'Shaughnessy 1987), not Slaney's. librosa computes the same with `htk=True, norm=None`,
/// torchaudio with what it does unless told otherwise. MFCC are the orthonormal DCT-II of the
/// logarithms (Davis and Mermelstein 1980), the 0th among them, not liftered.
///
/// @param rate of the sound in Hz
/// @param window W, in samples
/// @param hop H, in samples
/// @param kind what a frame is
/// @param bands B
/// @param coefficients of MFCC, at most as many as bands
/// @param lowest in Hz, of the first triangle
/// @param highest in Hz, of the last; at most half the rate
/// @param level root mean square to which whole sounds are brought, in dB beside full scale (−20 is
///   0.1); empty leaves them as they are. With a floor that is higher than the noise of all
///   microphones, voices that training did not know are seen as those it knew; not for streams.
///   What is silent stays so, and a gain of the whole sound is taken back
/// @param preEmphasis p, in [0,1); 0.97 is common with MFCC, 0 leaves it out
/// @param floor of the power, above 0: a band of digital silence is its logarithm. The rounding to
///   16 bits makes about 2·10⁻⁸ in a band of a 25 ms window at 8 kHz
public record FeatureSpec(
    int rate,
    int window,
    int hop,
    Kind kind,
    int bands,
    int coefficients,
    double lowest,
    double highest,
    OptionalDouble level,
    double preEmphasis,
    double floor) {
  /// What a frame is.
  public enum Kind {
    /// The logarithms of the bands' power.
    LOG_MEL,
    /// Their cosine transform: the shape of the spectrum in a few numbers.
    MFCC
  }

  private static final int QUIETEST = -100;
  private static final int MOST_WINDOW = 1 << 16;
  private static final double WINDOW_SECONDS = 0.025;
  private static final double HOP_SECONDS = 0.010;

  /// @throws IllegalArgumentException if a number is outside its range
  public FeatureSpec {
    SampleRate.require(rate);
    requireIn("window", window, 2, MOST_WINDOW);
    requireIn("hop", hop, 1, MOST_WINDOW);
    requireIn("bands", bands, 1, MOST_WINDOW);
    requireIn("coefficients", coefficients, 1, bands);
    if (!(lowest >= 0 && lowest < highest && highest <= rate / 2.0)) {
      throw new IllegalArgumentException(
          "bands from %s to %s Hz; at %d Hz they lie in [0, %s], the lowest first"
              .formatted(lowest, highest, rate, rate / 2.0));
    }
    if (!(level.orElse(0) <= 0 && level.orElse(0) >= QUIETEST)) {
      throw new IllegalArgumentException(
          "a level of %s dB; beside full scale it lies in [%d, 0]"
              .formatted(level.getAsDouble(), QUIETEST));
    }
    if (!(preEmphasis >= 0 && preEmphasis < 1)) {
      throw new IllegalArgumentException("preEmphasis lies in [0,1), not " + preEmphasis);
    }
    if (!(floor > 0 && floor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("the floor is above 0, not " + floor);
    }
  }

  /// 25 ms windows every 10 ms, 40 logarithmic bands (13 coefficients where MFCC is chosen) from 60
  /// Hz, below which is hum, to half the rate; no pre-emphasis, floor 10⁻⁶.
  public static FeatureSpec of(int rate) {
    return new FeatureSpec(
        SampleRate.require(rate),
        (int) Math.round(WINDOW_SECONDS * rate),
        (int) Math.round(HOP_SECONDS * rate),
        Kind.LOG_MEL,
        40,
        13,
        60,
        rate / 2.0,
        OptionalDouble.empty(),
        0,
        1e-6);
  }

  /// With another window and hop, in samples.
  public FeatureSpec frames(int newWindow, int newHop) {
    return new FeatureSpec(
        rate,
        newWindow,
        newHop,
        kind,
        bands,
        coefficients,
        lowest,
        highest,
        level,
        preEmphasis,
        floor);
  }

  /// With another number of bands; as many coefficients as before, or as bands if those are fewer.
  public FeatureSpec bands(int value) {
    int kept = Math.min(coefficients, value);
    return new FeatureSpec(
        rate, window, hop, kind, value, kept, lowest, highest, level, preEmphasis, floor);
  }

  /// With another kind.
  public FeatureSpec kind(Kind value) {
    return new FeatureSpec(
        rate, window, hop, value, bands, coefficients, lowest, highest, level, preEmphasis, floor);
  }

  /// MFCC, with so many coefficients.
  public FeatureSpec mfcc(int value) {
    return new FeatureSpec(
        rate, window, hop, Kind.MFCC, bands, value, lowest, highest, level, preEmphasis, floor);
  }

  /// With bands from and to other frequencies, in Hz.
  public FeatureSpec range(double newLowest, double newHighest) {
    return new FeatureSpec(
        rate,
        window,
        hop,
        kind,
        bands,
        coefficients,
        newLowest,
        newHighest,
        level,
        preEmphasis,
        floor);
  }

  /// With whole sounds brought to a level, in dB beside full scale.
  public FeatureSpec level(double decibels) {
    OptionalDouble value = OptionalDouble.of(decibels);
    return new FeatureSpec(
        rate, window, hop, kind, bands, coefficients, lowest, highest, value, preEmphasis, floor);
  }

  /// With another pre-emphasis.
  public FeatureSpec preEmphasis(double value) {
    return new FeatureSpec(
        rate, window, hop, kind, bands, coefficients, lowest, highest, level, value, floor);
  }

  /// With another floor.
  public FeatureSpec floor(double value) {
    return new FeatureSpec(
        rate, window, hop, kind, bands, coefficients, lowest, highest, level, preEmphasis, value);
  }

  /// D, the numbers in a frame.
  public int width() {
    return kind == Kind.LOG_MEL ? bands : coefficients;
  }

  /// T, the frames of a sound at this spec's rate: 0 if it is shorter than a window.
  public int steps(int samples) {
    return samples < window ? 0 : 1 + (samples - window) / hop;
  }

  /// From one frame to the next.
  public double hopSeconds() {
    return (double) hop / rate;
  }

  /// N, the size of the transform.
  int transform() {
    return Integer.highestOneBit(window - 1) << 1;
  }

  private static void requireIn(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s: %d; it lies in [%d, %d]".formatted(name, value, least, most));
    }
  }
}
