package dev.sluice.tasks.classify;

/// What logits are divided by so that probabilities mean what they say: fitted on samples that were
/// not trained on, it changes no decision (temperature scaling, Guo et al. 2017, arXiv 1706.04599).
///
/// A few samples that are all right would have it be 0 and every answer certain; so it is held near
/// 1 by a prior that weighs as much as a handful of samples.
final class Temperature {
  private static final double LEAST = StrictMath.log(0.05);
  private static final double MOST = StrictMath.log(20);
  private static final int ROUNDS = 60;

  /// Nats for a factor of e away from 1.
  private static final double PRIOR = 5;

  private Temperature() {}

  /// The one with the least loss, by golden section over its logarithm; the loss has one minimum
  /// there.
  ///
  /// @param logits `[N][K]`
  /// @param classes `[N]`
  static double fit(float[][] logits, int[] classes) {
    double ratio = (StrictMath.sqrt(5) - 1) / 2;
    double from = LEAST;
    double to = MOST;
    for (int i = 0; i < ROUNDS; i++) {
      double left = to - ratio * (to - from);
      double right = from + ratio * (to - from);
      if (loss(logits, classes, left) <= loss(logits, classes, right)) {
        to = right;
      } else {
        from = left;
      }
    }
    return StrictMath.exp((from + to) / 2);
  }

  private static double loss(float[][] logits, int[] classes, double logarithm) {
    double temperature = StrictMath.exp(logarithm);
    double sum = PRIOR * logarithm * logarithm;
    for (int i = 0; i < classes.length; i++) {
      double[] p = softmax(logits[i], temperature);
      sum -= StrictMath.log(Math.max(p[classes[i]], Double.MIN_NORMAL));
    }
    return sum;
  }

  /// Probabilities of logits at a temperature.
  static double[] softmax(float[] logits, double temperature) {
    double most = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      most = Math.max(most, logit / temperature);
    }
    double[] p = new double[logits.length];
    double sum = 0;
    for (int c = 0; c < p.length; c++) {
      p[c] = StrictMath.exp(logits[c] / temperature - most);
      sum += p[c];
    }
    for (int c = 0; c < p.length; c++) {
      p[c] /= sum;
    }
    return p;
  }
}
