package dev.sluice.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.autodiff.Gradients;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.testing.RandomSeed;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Against the definition: every sequence of tags there can be, in double.
class CrfTest {
  private static final long SEED = RandomSeed.forClass(CrfTest.class);
  private static final double STEP = 1e-5;
  private static long trial;

  private final Random random = new Random(SEED + trial++);
  private final int tags = 2 + random.nextInt(3);
  private final Lengths lengths = Lengths.of(1 + random.nextInt(4), 0, 3, 1 + random.nextInt(4));
  private final Tensor emissions = values(lengths.rows(), tags);
  private final Tensor weights = values(tags + 2, tags);
  private final int[] ids = random.ints(lengths.rows(), 0, tags).toArray();

  private final Parameters parameters = Parameters.initialised(Seed.of(1));
  private final Crf crf = Crf.create(tags, parameters.root());

  private Tensor values(int... dims) {
    Tensor tensor = Tensor.zeros(dims);
    for (int i = 0; i < tensor.data().length; i++) {
      tensor.data()[i] = (float) (3 * random.nextGaussian());
    }
    return tensor;
  }

  private static double[] doubles(Tensor tensor) {
    double[] values = new double[tensor.data().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.data()[i];
    }
    return values;
  }

  private double score(double[] e, double[] w, int sequence, int[] chosen) {
    double score = 0;
    for (int t = 0; t < chosen.length; t++) {
      score += e[lengths.row(sequence, t) * tags + chosen[t]];
      score += w[(t == 0 ? tags : chosen[t - 1]) * tags + chosen[t]];
    }
    return score + w[(tags + 1) * tags + chosen[chosen.length - 1]];
  }

  /// The `number`-th of all sequences of tags.
  private int[] path(int steps, int number) {
    int[] path = new int[steps];
    for (int t = 0; t < steps; t++) {
      path[t] = number % tags;
      number /= tags;
    }
    return path;
  }

  private int[] truth(int sequence) {
    int[] own = new int[lengths.length(sequence)];
    for (int t = 0; t < own.length; t++) {
      own[t] = ids[lengths.row(sequence, t)];
    }
    return own;
  }

  private double definition(double[] e, double[] w) {
    double loss = 0;
    for (int i = 0; i < lengths.batch(); i++) {
      int steps = lengths.length(i);
      double all = 0;
      for (int n = 0; steps > 0 && n < Math.pow(tags, steps); n++) {
        all += Math.exp(score(e, w, i, path(steps, n)));
      }
      loss += steps == 0 ? 0 : Math.log(all) - score(e, w, i, truth(i));
    }
    return loss / lengths.rows();
  }

  private interface Definition {
    double of(double[] values);
  }

  private static void checkGradient(Tensor actual, double[] values, Definition definition) {
    for (int i = 0; i < values.length; i++) {
      double before = values[i];
      values[i] = before + STEP;
      double above = definition.of(values);
      values[i] = before - STEP;
      double below = definition.of(values);
      values[i] = before;
      assertThat((double) actual.data()[i])
          .as("element %d", i)
          .isCloseTo((above - below) / (2 * STEP), within(2e-6));
    }
  }

  @RepeatedTest(30)
  void lossAndGradientsFollowTheDefinition() {
    parameters.set(weights.data());
    double[] e = doubles(emissions);
    double[] w = doubles(weights);
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      Var x = tape.input(emissions);
      Var loss = crf.loss(new SeqVar(x, lengths), ids);
      assertThat((double) loss.item()).isCloseTo(definition(e, w), within(2e-6));
      Gradients gradients = tape.backward(loss);
      checkGradient(gradients.of(x), e, values -> definition(values, w));
      Parameter transitions = parameters.all().getFirst();
      checkGradient(gradients.of(transitions), w, values -> definition(e, values));
    }
  }

  @RepeatedTest(30)
  void viterbiFindsTheLikeliest() {
    parameters.set(weights.data());
    int[] found = crf.decode(emissions, lengths);
    double[] e = doubles(emissions);
    double[] w = doubles(weights);
    for (int i = 0; i < lengths.batch(); i++) {
      int steps = lengths.length(i);
      double most = Double.NEGATIVE_INFINITY;
      int[] best = {};
      for (int n = 0; steps > 0 && n < Math.pow(tags, steps); n++) {
        double score = score(e, w, i, path(steps, n));
        if (score > most) {
          most = score;
          best = path(steps, n);
        }
      }
      int[] own = new int[steps];
      for (int t = 0; t < steps; t++) {
        own[t] = found[lengths.row(i, t)];
      }
      assertThat(own).as("sequence %d", i).containsExactly(best);
    }
  }

  @Test
  void farApartEmissionsDoNotOverflow() {
    Lengths two = Lengths.of(2);
    Tensor far = Tensor.matrix(new float[][] {{300, -300}, {-300, 300}});
    Parameters own = Parameters.initialised(Seed.of(1));
    Crf small = Crf.create(2, own.root());
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      Var x = tape.input(far);
      Var loss = small.loss(new SeqVar(x, two), 0, 0);
      assertThat(loss.item()).isCloseTo(300, within(1e-3f));
      assertThat(tape.backward(loss).of(x).data()).containsExactly(0, 0, -0.5f, 0.5f);
    }
    assertThat(small.decode(far, two)).containsExactly(0, 1);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      SeqVar x = new SeqVar(tape.input(Tensor.zeros(3, tags)), Lengths.of(2, 1));
      assertThatThrownBy(() -> crf.loss(x, 0, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("tags [2]");
      assertThatThrownBy(() -> crf.loss(x, 0, 1, tags))
          .hasMessageContaining("row 2 has tag " + tags);
    }
    assertThatThrownBy(() -> crf.decode(Tensor.zeros(3, tags + 1), Lengths.of(3)))
        .hasMessageContaining("need [3," + tags + "]");
  }
}
