package dev.sluice.tasks.translate.metric;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// BLEU (Papineni et al. 2002): how many n-grams of translations a person's translation has too, n
/// = 1 to 4, with a penalty for those that are too short; the same numbers as sacreBLEU 2 gives
/// (Post 2018, arXiv 1804.08771).
///
/// ```
/// BLEU = BP · exp(¼ Σ ln pₙ)      pₙ = matched n-grams / n-grams, over the whole corpus
/// BP = min(1, exp(1 − r/c))       c tokens of hypotheses, r of references
/// ```
///
/// @param tokeniser what n-grams are made of; it takes plain text
/// @param casing whether case is told apart
/// @param smoothing of orders without a match
public record Bleu(Tokeniser tokeniser, Casing casing, Smoothing smoothing) {
  /// With sacreBLEU's smoothing.
  public static Bleu of(Tokeniser tokeniser, Casing casing) {
    return new Bleu(tokeniser, casing, Smoothing.EXPONENTIAL);
  }

  /// What sacreBLEU computes if not told otherwise.
  public static Bleu standard() {
    return of(Tokeniser.MTEVAL_13A, Casing.MIXED);
  }

  /// The same with another smoothing.
  public Bleu smoothing(Smoothing other) {
    return new Bleu(tokeniser, casing, other);
  }

  /// Of a corpus.
  ///
  /// @param hypotheses one for each sentence; empty ones count
  /// @param references those of each sentence, one or more, see [References]
  /// @throws IllegalArgumentException if counts differ, a sentence has no reference, or there are
  ///   no sentences
  public BleuScore score(List<String> hypotheses, List<List<String>> references) {
    References.check(hypotheses, references);
    BleuCounts counts = new BleuCounts(smoothing);
    for (int t = 0; t < hypotheses.size(); t++) {
      add(counts, hypotheses.get(t), references.get(t));
    }
    return counts.overAllOrders(signature(references, "no"));
  }

  /// Of one sentence, to look at: short ones are judged by the orders they have. The mean over
  /// sentences is not the BLEU of a corpus.
  ///
  /// @throws IllegalArgumentException if there is no reference
  public BleuScore sentence(String hypothesis, List<String> references) {
    References.check(List.of(hypothesis), List.of(references));
    BleuCounts counts = new BleuCounts(smoothing);
    add(counts, hypothesis, references);
    return counts.overEffectiveOrders(signature(List.of(references), "yes"));
  }

  private void add(BleuCounts counts, String hypothesis, List<String> references) {
    counts.add(tokens(hypothesis), references.stream().map(this::tokens).toList());
  }

  private List<String> tokens(String sentence) {
    return tokeniser.tokens(casing.apply(sentence));
  }

  /// What tells it from others of its kind: `BLEU` for the standard, `BLEU (zh)`, `BLEU (char,
  /// lc)`.
  public String name() {
    Bleu standard = standard();
    String rest =
        Stream.of(
                tokeniser == standard.tokeniser ? "" : tokeniser.code(),
                casing == standard.casing ? "" : casing.code(),
                smoothing == standard.smoothing ? "" : "smooth:" + smoothing.code())
            .filter(each -> !each.isEmpty())
            .collect(Collectors.joining(", "));
    return rest.isEmpty() ? "BLEU" : "BLEU (" + rest + ")";
  }

  private String signature(List<List<String>> references, String effective) {
    return Signature.of(
        references,
        casing,
        "eff:%s|tok:%s|smooth:%s".formatted(effective, tokeniser.code(), smoothing.code()));
  }
}
