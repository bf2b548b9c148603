package dev.sluice.tasks.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Beside all paths, in double.
class TimedCtcTest {
  private static final int CLASSES = 4;
  private static final int[] TARGET = {2, 1};
  private static final boolean[] QUIET = {true, false, false, true, false, false};
  private static final int[] WITHIN = {2, 2, 0, 1, 1, 0};

  @Test
  void isTheSumOverPathsThatAreSilentInTime() {
    int steps = QUIET.length;
    float[] logits = new float[steps * CLASSES];
    Tensor quiet = Tensor.zeros(steps, 1);
    Tensor inside = Tensor.zeros(steps, CLASSES);
    double terms = 0;
    for (int t = 0; t < steps; t++) {
      for (int k = 0; k < CLASSES; k++) {
        logits[t * CLASSES + k] = 2 * Seed.of(1).normal(t * CLASSES + k);
      }
      quiet.data()[t] = QUIET[t] ? 1 : 0;
      terms -= QUIET[t] ? Math.log(share(logits, t, 0, 0)) : 0;
      if (WITHIN[t] > 0) {
        inside.data()[t * CLASSES + WITHIN[t]] = 1;
        terms -= 0.5 * Math.log(share(logits, t, WITHIN[t], 1));
      }
    }
    double expected = (terms - Math.log(paths(logits, steps))) / steps;
    Tensor rows = Tensor.of(Shape.of(steps, CLASSES), logits);
    try (Tape tape = Tape.inference()) {
      double loss =
          TimedCtc.loss(
                  tape.seq(Seq.packed(rows, Lengths.of(steps))),
                  SeqIds.of(TARGET),
                  new WordTimes(quiet, inside))
              .item();
      assertThat(loss).isCloseTo(expected, within(1e-5));
    }
  }

  /// The probability of class k at step t among the classes from `from` on.
  private static double share(float[] logits, int t, int k, int from) {
    DoubleStream all =
        IntStream.range(from, CLASSES).mapToDouble(c -> Math.exp(logits[t * CLASSES + c]));
    return Math.exp(logits[t * CLASSES + k]) / all.sum();
  }

  /// The probability of all paths that say the target and nothing at quiet steps, where silence is
  /// certain.
  private static double paths(float[] logits, int steps) {
    double sum = 0;
    for (int path = 0; path < Math.pow(CLASSES, steps); path++) {
      int[] classes = new int[steps];
      double probability = 1;
      for (int t = 0, rest = path; t < steps; t++, rest /= CLASSES) {
        classes[t] = rest % CLASSES;
        double own = QUIET[t] ? (classes[t] == 0 ? 1 : 0) : share(logits, t, classes[t], 0);
        probability *= own;
      }
      sum += Arrays.equals(said(classes), TARGET) ? probability : 0;
    }
    return sum;
  }

  private static int[] said(int... path) {
    return IntStream.range(0, path.length)
        .filter(t -> path[t] != 0 && (t == 0 || path[t] != path[t - 1]))
        .map(t -> path[t])
        .toArray();
  }
}
