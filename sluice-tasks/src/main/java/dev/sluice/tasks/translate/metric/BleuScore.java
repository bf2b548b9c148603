package dev.sluice.tasks.translate.metric;

import java.util.List;
import java.util.stream.Collectors;

/// BLEU of a corpus or a sentence, and what it is made of; it prints itself as sacreBLEU does.
///
/// @param score 0 to 100
/// @param precisions of n-grams, n = 1 to 4, in percent, after smoothing
/// @param brevityPenalty 0 to 1, the factor for hypotheses that are too short
/// @param hypothesisLength tokens
/// @param referenceLength tokens, over sentences, of the reference that is nearest in length
/// @param signature what to give beside the score, so that others know how it was computed
public record BleuScore(
    double score,
    List<Double> precisions,
    double brevityPenalty,
    long hypothesisLength,
    long referenceLength,
    String signature) {
  /// Keeps a copy of the list.
  public BleuScore {
    precisions = List.copyOf(precisions);
  }

  /// Tokens of hypotheses for each of references; 0 if these have none.
  public double ratio() {
    return referenceLength == 0 ? 0 : (double) hypothesisLength / referenceLength;
  }

  /// `BLEU|nrefs:1|… = 20.80 54.4/26.6/14.9/8.7 (BP = 1.000 ratio = 1.026 hyp_len = 62880 ref_len =
  /// 61287)`.
  @Override
  public String toString() {
    String each =
        precisions.stream().map(p -> Signature.rounded(p, 1)).collect(Collectors.joining("/"));
    return "BLEU|%s = %s %s (BP = %s ratio = %s hyp_len = %s ref_len = %s)"
        .formatted(
            signature,
            Signature.rounded(score, 2),
            each,
            Signature.rounded(brevityPenalty, 3),
            Signature.rounded(ratio(), 3),
            Long.toString(hypothesisLength),
            Long.toString(referenceLength));
  }
}
