package dev.sluice.train.loss;

import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;

/// The likeliest path through a [CtcLattice].
///
/// ```
/// v_t(s) = x_t(l'_s) + max( v_{t−1}(s), v_{t−1}(s−1), [s is skipped to]·v_{t−1}(s−2) )
/// ```
///
/// What the softmax takes off a frame's logits is the same for every path, so it is not taken.
final class CtcViterbi {
  private CtcViterbi() {}

  static int[] path(Tensor logits, CtcLattice lattice) {
    int steps = logits.shape().dim(0);
    int states = lattice.states();
    byte[][] moves = new byte[steps][states];
    double[] score = new double[states];
    Arrays.fill(score, Double.NEGATIVE_INFINITY);
    score[0] = 0; // before the first frame, in a blank that need not be said
    for (int t = 0; t < steps; t++) {
      checkFrame(logits, t);
      double[] next = new double[states];
      for (int s = 0; s < states; s++) {
        int move = move(score, lattice, s);
        moves[t][s] = (byte) move;
        next[s] = score[s - move] + logits.get(t, lattice.symbol(s));
      }
      score = next;
    }
    int[] path = new int[steps];
    int state = states - 1;
    if (states > 1 && score[states - 2] > score[states - 1]) {
      state = states - 2;
    }
    if (score[state] == Double.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException(
          "ctc: logits of −∞ forbid every path that says the target; there is nothing to align");
    }
    for (int t = steps - 1; t >= 0; t--) {
      path[t] = lattice.symbol(state);
      state -= moves[t][state];
    }
    return path;
  }

  /// How many states the best way to state `s` comes from before it; of equal ones the fewest.
  private static int move(double[] score, CtcLattice lattice, int s) {
    int move = s > 0 && score[s - 1] > score[s] ? 1 : 0;
    return lattice.isSkippedTo(s) && score[s - 2] > score[s - move] ? 2 : move;
  }

  private static void checkFrame(Tensor logits, int t) {
    for (int k = 0; k < logits.shape().dim(1); k++) {
      float logit = logits.get(t, k);
      if (!(logit < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "ctc: logit %d of frame %d is %s; an alignment needs numbers".formatted(k, t, logit));
      }
    }
  }
}
