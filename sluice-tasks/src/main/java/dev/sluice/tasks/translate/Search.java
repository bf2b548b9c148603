package dev.sluice.tasks.translate;

/// How a [Translator] looks for what to write.
///
/// ```
/// score(y) = log P(y|x) / ((5 + |y|) / 6)^α       (Wu et al. 2016, arXiv 1609.08144)
/// ```
///
/// @param beam K, what is followed side by side; 1 is greedy
/// @param alpha α of the length normalisation, 0 for none; more favours longer texts
/// @param longest the most symbols that are written for each symbol that was read
/// @param more and for all of them
public record Search(int beam, double alpha, double longest, int more) {
  private static final int WIDEST = 1000;

  /// Checks the ranges.
  public Search {
    if (beam < 1 || beam > WIDEST) {
      throw new IllegalArgumentException(
          "a beam of %,d; it follows 1 to %,d".formatted(beam, WIDEST));
    }
    if (!(alpha >= 0 && alpha <= 10)) {
      throw new IllegalArgumentException("α is " + alpha + "; it lies in [0,10]");
    }
    if (!(longest >= 0 && longest <= 1000)) {
      throw new IllegalArgumentException(
          "%s symbols for each symbol that was read; from 0 to 1000".formatted(longest));
    }
    if (more < 1) {
      throw new IllegalArgumentException(
          more + " symbols more; without any, nothing could be written; give 1 or more");
    }
  }

  /// A beam of so many, α = 1, at most twice as long as what was read and 10 symbols more.
  public static Search beam(int size) {
    return new Search(size, 1, 2, 10);
  }

  /// With another normalisation.
  public Search alpha(double value) {
    return new Search(beam, value, longest, more);
  }

  /// The most symbols of a text whose source has `length`.
  int limit(int length) {
    return (int) Math.min(Integer.MAX_VALUE, Math.ceil(longest * length) + more);
  }

  /// The score of a text.
  ///
  /// @param symbols its symbols, the border counted
  double score(double logLikelihood, int symbols) {
    return alpha == 0 ? logLikelihood : logLikelihood / StrictMath.pow((5 + symbols) / 6.0, alpha);
  }
}
