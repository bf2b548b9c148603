package dev.sluice.tasks.translate.metric;

/// Counts of n-grams of several orders that chrF is computed from. For one thread.
final class ChrfCounts {
  /// By order, those of characters before those of words.
  private final long[] found;

  private final long[] wanted;
  private final long[] matched;

  ChrfCounts(int orders) {
    found = new long[orders];
    wanted = new long[orders];
    matched = new long[orders];
  }

  /// What a hypothesis and a reference have of orders `first` and following, n = 1 on. Of orders
  /// that the reference has nothing of, the hypothesis's n-grams do not count.
  ///
  /// @param hypothesis symbols
  /// @param reference symbols
  void add(int first, int hypothesis, int reference, long[] matches) {
    for (int n = 1; n <= matches.length; n++) {
      int order = first + n - 1;
      int inReference = NGrams.in(reference, n);
      found[order] += inReference == 0 ? 0 : NGrams.in(hypothesis, n);
      wanted[order] += inReference;
      matched[order] += matches[n - 1];
    }
  }

  void add(ChrfCounts other) {
    for (int order = 0; order < found.length; order++) {
      found[order] += other.found[order];
      wanted[order] += other.wanted[order];
      matched[order] += other.matched[order];
    }
  }

  /// `100 · (1 + β²)·P·R / (β²·P + R)`, P and R being means over orders that both sides have.
  double score(int beta) {
    double precision = 0;
    double recall = 0;
    int orders = 0;
    for (int order = 0; order < found.length; order++) {
      if (found[order] > 0 && wanted[order] > 0) {
        precision += (double) matched[order] / found[order];
        recall += (double) matched[order] / wanted[order];
        orders++;
      }
    }
    if (precision + recall == 0) {
      return 0;
    }
    double weight = (double) beta * beta;
    precision /= orders;
    recall /= orders;
    return 100 * (1 + weight) * precision * recall / (weight * precision + recall);
  }
}
