package dev.sluice.tasks.speech.decode;

/// Checks of what a network says of frames.
final class Posteriors {
  /// What rounding of a log-softmax in float may leave above 0.
  private static final float ROUNDING = 1e-3f;

  private Posteriors() {}

  /// T of log-probabilities `[T,K]`.
  ///
  /// @throws IllegalArgumentException if they are no whole frames
  static int frames(float[] logProbabilities, int classes) {
    if (logProbabilities.length % classes != 0) {
      throw new IllegalArgumentException(
          "%,d log-probabilities are no whole frames of %,d classes; give [T,K], the blank counted"
              .formatted(logProbabilities.length, classes));
    }
    return logProbabilities.length / classes;
  }

  /// @param at where the frame begins
  /// @param frame its number, for messages
  /// @throws IllegalArgumentException if one is NaN or above 0, or all are −∞
  static void check(float[] logProbabilities, int at, int classes, int frame) {
    float max = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      float value = logProbabilities[at + k];
      if (!(value <= ROUNDING)) {
        throw new IllegalArgumentException(
            "frame %d, class %d has %s; a log-probability is at most 0 (Ops.logSoftmax of the logits)"
                .formatted(frame, k, value));
      }
      max = Math.max(max, value);
    }
    if (max == Float.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException(
          "frame %d forbids every class: all are −∞; one must be possible".formatted(frame));
    }
  }

  /// The likeliest class of a frame, the lowest of equal ones.
  static int best(float[] logProbabilities, int at, int classes) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      best = logProbabilities[at + k] > logProbabilities[at + best] ? k : best;
    }
    return best;
  }
}
