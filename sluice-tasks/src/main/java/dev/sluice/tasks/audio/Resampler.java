package dev.sluice.tasks.audio;

import java.math.BigInteger;

/// Brings sounds from one rate to another by band-limited interpolation (Smith and Gossett 1984, "A
/// flexible sampling-rate conversion method").
///
/// ```
/// y[k] = Σ_n x[n] c h(c |kM/L − n|),  M/L = from/to in lowest terms,  c = 0.945 min(1, L/M)
/// ```
///
/// h is the windowed sinc of [SincTable]: what half the lower rate cannot hold goes down by 80 dB,
/// and what lies below 89 % of it passes. Before the start and behind the end x is 0. `n` samples
/// become `⌈n·L/M⌉`; sums are in double, in ascending order.
///
/// The weights of each of the L phases are kept where they are no more than 2¹⁶ numbers, as between
/// all common rates, and computed anew for each sample else, so memory is bounded: 96/c numbers for
/// the samples, at most 3 MB. It never changes, and threads may share it.
public final class Resampler {
  private static final int MOST_KEPT = 1 << 16;

  private final int from;
  private final int to;
  private final int phases; // L
  private final int advance; // M
  private final double cutoff; // c
  private final int half; // taps on each side
  private final double[][] rows; // [L][2·half], or none

  private Resampler(int from, int to) {
    this.from = from;
    this.to = to;
    int common = BigInteger.valueOf(from).gcd(BigInteger.valueOf(to)).intValue();
    phases = to / common;
    advance = from / common;
    cutoff = SincTable.MIDDLE * Math.min(1, (double) to / from);
    half = (int) Math.ceil(SincTable.CROSSINGS / cutoff);
    rows = new double[2L * half * phases <= MOST_KEPT ? phases : 0][];
    for (int phase = 0; phase < rows.length; phase++) {
      rows[phase] = fill(phase, new double[2 * half]);
    }
  }

  /// Between two rates in Hz.
  ///
  /// @throws IllegalArgumentException if one is not in [1000, 384000]
  public static Resampler of(int from, int to) {
    return new Resampler(SampleRate.require(from), SampleRate.require(to));
  }

  /// Between two numbers that are in the wanted ratio, and are no rates.
  static Resampler ratio(int from, int to) {
    return new Resampler(from, to);
  }

  /// The sound at the new rate.
  ///
  /// @throws IllegalArgumentException if it has another rate than this is from
  public Sound apply(Sound sound) {
    if (sound.rate() != from) {
      throw new IllegalArgumentException(
          "%s is resampled from %d Hz; take Resampler.of(%d, %d)"
              .formatted(sound, from, sound.rate(), to));
    }
    return Sound.owning(apply(sound.raw()), to);
  }

  float[] apply(float[] samples) {
    float[] out = new float[length(samples.length, from, to)];
    Filler filler = new Filler(out);
    ResamplerStream stream = stream(filler);
    stream.push(samples, 0, samples.length);
    stream.finish();
    return out;
  }

  /// How many samples come of `samples` between two rates.
  ///
  /// @throws IllegalArgumentException if they do not fit into an array
  static int length(int samples, int from, int to) {
    long length = Math.ceilDiv((long) samples * to, from);
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d samples at %d Hz are %d at %d Hz, too many for an array; cut the sound into pieces"
              .formatted(samples, from, length, to));
    }
    return (int) length;
  }

  /// For a stream, with the same bits.
  ///
  /// @param sink takes the samples at the new rate; each waits until `48/c` samples behind it are
  ///   there
  public ResamplerStream stream(SampleSink sink) {
    return new ResamplerStream(this, sink);
  }

  int half() {
    return half;
  }

  int phases() {
    return phases;
  }

  int advance() {
    return advance;
  }

  /// The weights of the samples `⌊kM/L⌋ − half + 1 … ⌊kM/L⌋ + half`.
  ///
  /// @param phase `kM mod L`
  /// @param scratch [2·half], of the caller; may be what is returned
  double[] row(int phase, double[] scratch) {
    return rows.length > 0 ? rows[phase] : fill(phase, scratch);
  }

  private double[] fill(int phase, double[] row) {
    double first = (double) phase / phases + (half - 1);
    for (int j = 0; j < row.length; j++) {
      double crossings = cutoff * Math.abs(first - j);
      row[j] = crossings < SincTable.CROSSINGS ? cutoff * SincTable.at(crossings) : 0;
    }
    return row;
  }

  /// Collects what a stream gives.
  private static final class Filler implements SampleSink {
    private final float[] out;
    private int filled;

    Filler(float[] out) {
      this.out = out;
    }

    @Override
    public void push(float[] samples, int from, int to) {
      System.arraycopy(samples, from, out, filled, to - from);
      filled += to - from;
    }
  }
}
