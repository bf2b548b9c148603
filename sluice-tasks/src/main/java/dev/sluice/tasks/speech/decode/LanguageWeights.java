package dev.sluice.tasks.speech.decode;

/// What a language model counts for in a beam (Hannun, Maas, Jurafsky and Ng 2014, arXiv
/// 1408.2873).
///
/// ```
/// score = ln P(symbols|sound) + α·ln P(words, end) + β·|words|
/// ```
///
/// @param model of words
/// @param alpha α, at least 0; 1 takes the model at its word
/// @param beta β, what each word gets, since a model makes long texts unlikely
public record LanguageWeights(NgramModel model, double alpha, double beta) {
  /// Checks the ranges.
  public LanguageWeights {
    if (!(alpha >= 0 && alpha <= 1000)) {
      throw new IllegalArgumentException("α is " + alpha + "; it lies in [0,1000]");
    }
    if (!(Math.abs(beta) <= 1000)) {
      throw new IllegalArgumentException("β is " + beta + "; it lies in [−1000,1000]");
    }
  }
}
