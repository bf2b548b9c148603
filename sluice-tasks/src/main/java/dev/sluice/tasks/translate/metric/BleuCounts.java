package dev.sluice.tasks.translate.metric;

import java.util.Arrays;
import java.util.List;

/// The sums over sentences that BLEU is computed from. For one thread.
final class BleuCounts {
  static final int ORDER = 4;

  private final Smoothing smoothing;

  /// By n − 1: n-grams of hypotheses, and those of them that a reference has.
  private final long[] found = new long[ORDER];

  private final long[] matched = new long[ORDER];

  private long hypothesisLength;
  private long referenceLength;

  BleuCounts(Smoothing smoothing) {
    this.smoothing = smoothing;
  }

  /// An n-gram is matched as often as the reference that has most of it allows.
  void add(List<String> hypothesis, List<List<String>> references) {
    NGrams grams = new NGrams(ORDER);
    int[] allowed = {};
    for (List<String> reference : references) {
      allowed = NGrams.most(allowed, grams.count(reference));
    }
    long[] matches = grams.matches(grams.count(hypothesis), allowed);
    for (int n = 1; n <= ORDER; n++) {
      found[n - 1] += NGrams.in(hypothesis.size(), n);
      matched[n - 1] += matches[n - 1];
    }
    hypothesisLength += hypothesis.size();
    referenceLength += nearest(hypothesis.size(), references);
  }

  /// The length of the reference that is nearest in length, the shorter one of two.
  private static int nearest(int length, List<List<String>> references) {
    int nearest = references.getFirst().size();
    for (List<String> reference : references) {
      int size = reference.size();
      int nearer = Math.abs(nearest - length) - Math.abs(size - length);
      if (nearer > 0 || (nearer == 0 && size < nearest)) {
        nearest = size;
      }
    }
    return nearest;
  }

  /// `BP · exp(mean of ln pₙ)` over all four orders.
  BleuScore overAllOrders(String signature) {
    return score(ORDER, signature);
  }

  /// The same over orders that hypotheses have n-grams of.
  BleuScore overEffectiveOrders(String signature) {
    return score((int) Arrays.stream(found).filter(count -> count > 0).count(), signature);
  }

  private BleuScore score(int orders, String signature) {
    double[] precisions = precisions();
    double logs = 0;
    for (int n = 0; n < orders; n++) {
      logs += StrictMath.log(precisions[n]); // −∞ where there is none: the score is 0
    }
    double penalty = brevityPenalty();
    return new BleuScore(
        orders == 0 ? 0 : penalty * StrictMath.exp(logs / orders),
        Arrays.stream(precisions).boxed().toList(),
        penalty,
        hypothesisLength,
        referenceLength,
        signature);
  }

  /// In percent. Nothing is smoothed where nothing is matched at all.
  private double[] precisions() {
    double[] precisions = new double[ORDER];
    double half = 1;
    for (int n = 0; n < ORDER && matched[0] > 0 && found[n] > 0; n++) {
      if (matched[n] > 0) {
        precisions[n] = 100.0 * matched[n] / found[n];
      } else if (smoothing == Smoothing.EXPONENTIAL) {
        half /= 2;
        precisions[n] = 100.0 * half / found[n];
      }
    }
    return precisions;
  }

  private double brevityPenalty() {
    if (hypothesisLength >= referenceLength) {
      return 1;
    }
    return hypothesisLength == 0
        ? 0
        : StrictMath.exp(1 - (double) referenceLength / hypothesisLength);
  }
}
