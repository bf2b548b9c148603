package dev.sluice.tasks.audio;

/// The discrete Fourier transform of n real numbers, n a power of two, in double.
///
/// ```
/// X[k] = Σ_j x[j] wⁿ(jk),  wⁿ(k) = exp(−2πi k/n),  k = 0 … n/2; the others are X[n−k] = conj X[k]
/// ```
///
/// **Real numbers in pairs.** With m = n/2, `z[j] = x[2j] + i x[2j+1]` has a transform Z of half
/// the size. Those of the even and the odd samples, E and O, are in it: `Z = E + iO`, and as both
/// come of real numbers, `conj Z[m−k] = E[k] − i O[k]`. So
///
/// ```
/// E[k] = (Z[k] + conj Z[m−k]) / 2,  O[k] = (Z[k] − conj Z[m−k]) / 2i
/// X[k] = E[k] + wⁿ(k) O[k],  X[m−k] = conj(E[k] − wⁿ(k) O[k])
/// ```
///
/// **The transform of size m** (Cooley and Tukey 1965) takes the same step, without the pairing,
/// again and again: `Z[k] = E[k] + wᵐ(k) O[k]`, `Z[k+m/2] = E[k] − wᵐ(k) O[k]`. The even ones of
/// the even ones and so on come together if z is put in the order of its reversed bits; then all
/// steps are in place.
///
/// It holds tables only, so threads may share it.
public final class Fft {
  private static final int MOST = 1 << 20;

  private final int size;

  /// `wˡ(k)` at `l/2 + k` for each l = 2, 4 … n and k < l/2, so that each step reads one run.
  private final double[] cos; // [n]

  private final double[] sin; // [n]
  private final int[] reversed; // [n/2]

  private Fft(int size) {
    this.size = size;
    cos = new double[size];
    sin = new double[size];
    for (int length = 2; length <= size; length *= 2) {
      for (int k = 0; k < length / 2; k++) {
        double angle = -2 * StrictMath.PI * k / length;
        cos[length / 2 + k] = StrictMath.cos(angle);
        sin[length / 2 + k] = StrictMath.sin(angle);
      }
    }
    reversed = new int[size / 2];
    int unused = Integer.numberOfLeadingZeros(size / 2) + 1;
    for (int k = 1; k < reversed.length; k++) {
      reversed[k] = Integer.reverse(k) >>> unused;
    }
  }

  /// For a size.
  ///
  /// @throws IllegalArgumentException if it is no power of two in [2, 2²⁰]
  public static Fft of(int size) {
    if (size < 2 || size > MOST || Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException(
          "a transform of %d numbers; a power of two in [2, %d] is needed".formatted(size, MOST));
    }
    return new Fft(size);
  }

  /// n.
  public int size() {
    return size;
  }

  /// Real and imaginary parts of X.
  ///
  /// @param x `[n]`, unchanged
  /// @param re [≥ n/2 + 1], of X[0] … X[n/2]
  /// @param im [≥ n/2 + 1]; another array than `re` and `x`, as that is
  public void forward(double[] x, double[] re, double[] im) {
    int half = size / 2;
    if (x.length != size || re.length <= half || im.length <= half) {
      throw new IllegalArgumentException(
          "%d numbers into %d and %d; this transform takes %d into at least %d each"
              .formatted(x.length, re.length, im.length, size, half + 1));
    }
    for (int j = 0; j < half; j++) {
      re[reversed[j]] = x[2 * j];
      im[reversed[j]] = x[2 * j + 1];
    }
    for (int length = 2; length <= half; length *= 2) {
      for (int from = 0; from < half; from += length) {
        combine(re, im, from, length / 2);
      }
    }
    unpair(re, im);
  }

  /// One transform of 2·half from the two of half that stand there.
  private void combine(double[] re, double[] im, int from, int half) {
    for (int k = 0; k < half; k++) {
      double c = cos[half + k];
      double s = sin[half + k];
      int even = from + k;
      int odd = even + half;
      double turnedRe = c * re[odd] - s * im[odd];
      double turnedIm = c * im[odd] + s * re[odd];
      re[odd] = re[even] - turnedRe;
      im[odd] = im[even] - turnedIm;
      re[even] += turnedRe;
      im[even] += turnedIm;
    }
  }

  /// From Z to X, in place: k and m − k together.
  private void unpair(double[] re, double[] im) {
    int half = size / 2;
    double first = re[0];
    re[0] = first + im[0];
    re[half] = first - im[0];
    im[0] = 0;
    im[half] = 0;
    for (int k = 1; k <= half / 2; k++) {
      int mirror = half - k;
      double evenRe = (re[k] + re[mirror]) / 2;
      double evenIm = (im[k] - im[mirror]) / 2;
      double oddRe = (im[k] + im[mirror]) / 2;
      double oddIm = (re[mirror] - re[k]) / 2;
      double c = cos[half + k];
      double s = sin[half + k];
      double turnedRe = c * oddRe - s * oddIm;
      double turnedIm = c * oddIm + s * oddRe;
      re[k] = evenRe + turnedRe;
      im[k] = evenIm + turnedIm;
      re[mirror] = evenRe - turnedRe;
      im[mirror] = turnedIm - evenIm;
    }
  }
}
