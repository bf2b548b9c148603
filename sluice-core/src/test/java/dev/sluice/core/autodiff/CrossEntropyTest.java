package dev.sluice.core.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.testing.RandomSeed;
import dev.sluice.testing.oracle.Definitions;
import dev.sluice.testing.oracle.Doubles;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Cross-entropy from logits, which keeps no logarithms of probabilities.
class CrossEntropyTest {
  private static final long SEED = RandomSeed.forClass(CrossEntropyTest.class);
  private static long trial;

  private final Random random = new Random(SEED + trial);
  private final Samples samples = new Samples(SEED + trial++);

  private int[] ids(int rows, int classes) {
    return random.ints(rows, 0, classes).toArray();
  }

  @RepeatedTest(5)
  void isItsDefinition() {
    int rows = 1 + random.nextInt(5);
    int classes = 2 + random.nextInt(40);
    int[] ids = ids(rows, classes);
    for (float smoothing : new float[] {0, 0.1f}) {
      OpCheck.check(
          samples,
          in -> Ops.crossEntropy(in.getFirst(), smoothing, ids),
          in -> definition(in.getFirst(), smoothing, ids),
          samples.odd(rows, classes));
    }
  }

  private static Doubles definition(Doubles x, double smoothing, int... ids) {
    Doubles softmax = Definitions.softmax(x);
    int classes = x.extent(1);
    double sum = 0;
    for (int r = 0; r < ids.length; r++) {
      for (int v = 0; v < classes; v++) {
        double share = smoothing / classes + (ids[r] == v ? 1 - smoothing : 0);
        sum -= share * Math.log(softmax.at(r, v));
      }
    }
    double mean = sum / ids.length;
    return Doubles.define(new int[0], i -> mean);
  }

  /// The bits of the gradient are those of the operations it replaces, on any number of threads.
  @Test
  void roundsAsItsParts() {
    int rows = 64;
    int classes = 1031;
    Tensor x = samples.odd(rows, classes);
    int[] ids = ids(rows, classes);
    Tensor hits = Tensor.zeros(rows, classes);
    for (int r = 0; r < rows; r++) {
      hits.data()[r * classes + ids[r]] = 1;
    }
    float[] expected;
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      Var input = tape.input(x);
      Var loss = input.logSoftmax().times(tape.constant(hits)).sum().scale(-1f / rows);
      expected = tape.backward(loss).of(input).data();
    }
    for (int threads = 1; threads <= 4; threads++) {
      try (Workspace workspace = Workspace.threads(threads);
          Tape tape = workspace.record(Seed.of(1))) {
        workspace.compute().arena().poison();
        Var input = tape.input(x);
        Var loss = Ops.crossEntropy(input, 0, ids);
        assertThat(tape.backward(loss).of(input).data()).containsExactly(expected);
      }
    }
  }

  @Test
  void wrongClassesAreNamed() {
    try (Tape tape = Tape.inference()) {
      Var x = tape.constant(Tensor.zeros(2, 3));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Ops.crossEntropy(x, 0, 1, 3))
          .withMessage("crossEntropy: row 1 has class id 3, which is not in 0 … 2");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Ops.crossEntropy(x, 0, 1))
          .withMessageContaining("[2,3]")
          .withMessageContaining("[1]");
      assertThatIllegalArgumentException().isThrownBy(() -> Ops.crossEntropy(x, 1, 1, 1));
    }
  }
}
