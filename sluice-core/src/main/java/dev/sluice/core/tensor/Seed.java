package dev.sluice.core.tensor;

/// A key of the counter-based random numbers: the same key and counters give the same number, in
/// any order, on any thread, so there is no generator state to carry or save.
///
/// Mixing is the finaliser of SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom
/// number generators", variant 13 of Stafford's constants), applied once per counter.
public record Seed(long key) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /// The seed of a whole experiment.
  public static Seed of(long value) {
    return new Seed(mix(value + GOLDEN));
  }

  /// The key of part `index` of what this key stands for (an epoch, a batch, a layer, a sample).
  public Seed at(long index) {
    return new Seed(mix(key + GOLDEN * (2 * index + 1)));
  }

  /// The key of a named part: stable over releases because the text, not an order, decides.
  public Seed named(String name) {
    long hash = 0xCBF29CE484222325L; // FNV-1a, 64 bits
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
    }
    return at(hash);
  }

  /// 64 random bits number `counter`.
  public long bits(long counter) {
    return mix(key ^ mix(counter * GOLDEN + 0x632BE59BD9B4E019L));
  }

  /// Uniform in `[0, 1)`, a multiple of 2⁻²⁴.
  public float uniform(long counter) {
    return (bits(counter) >>> 40) * 0x1p-24f;
  }

  /// Uniform integer in `[0, bound)`.
  public int below(int bound, long counter) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound " + bound + " is not positive");
    }
    return (int) Math.unsignedMultiplyHigh(bits(counter), bound);
  }

  /// Standard normal (Box and Muller 1958), computed with `StrictMath` for the same bits
  /// everywhere.
  public float normal(long counter) {
    double u = ((bits(2 * counter) >>> 11) + 1) * 0x1p-53;
    double v = (bits(2 * counter + 1) >>> 11) * 0x1p-53;
    return (float)
        (StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * StrictMath.PI * v));
  }

  /// A random permutation of 0 … n−1 (Fisher and Yates).
  public int[] permutation(int n) {
    int[] result = new int[n];
    for (int i = 0; i < n; i++) {
      int j = below(i + 1, i);
      result[i] = result[j];
      result[j] = i;
    }
    return result;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
