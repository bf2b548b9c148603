package dev.sluice.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.testing.RandomSeed;
import dev.sluice.testing.oracle.CtcPaths;
import dev.sluice.testing.oracle.Definitions;
import dev.sluice.testing.oracle.Differences;
import dev.sluice.testing.oracle.Doubles;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Against the definition: every path there can be, in double.
class CtcTest {
  private static final long SEED = RandomSeed.forClass(CtcTest.class);

  /// A loss and its gradient are rounded to float at their end: 6e-8 each.
  private static final double TOLERANCE = 5e-7;

  private final Random random = new Random(SEED);

  @Test
  void lossAndGradientsFollowTheDefinition() {
    double[] worst = new double[2];
    for (int trial = 0; trial < 200; trial++) {
      int classes = 2 + random.nextInt(3);
      int[] frames = {random.nextInt(7), 0, 1 + random.nextInt(4), 5, random.nextInt(3)};
      int[] symbols = {random.nextInt(7), 0, 4, 1 + random.nextInt(3), 0};
      CtcCase batch = CtcCase.random(random, classes, 3, frames, symbols);
      CtcCase.Answer answer = batch.run();
      for (int i = 0; i < batch.batch(); i++) {
        CtcPaths paths = new CtcPaths(batch.values(i));
        List<Integer> target = batch.target(i);
        double[] off =
            batch.check(answer, i, paths.loss(target), paths.gradient(target), TOLERANCE);
        worst[0] = Math.max(worst[0], off[0]);
        worst[1] = Math.max(worst[1], off[1]);
      }
    }
    System.out.printf("CTC, all paths: loss off by %.1e, slope by %.1e%n", worst[0], worst[1]);
  }

  @Test
  void aTargetAsLongAsItsFramesHasOnePath() {
    int[][] targets = {{1, 2, 1, 2}, {2, 2, 1}, {1}, {}};
    int[] frames = {4, 4, 1, 0};
    CtcCase drawn = CtcCase.random(random, 3, 2, frames, new int[4]);
    CtcCase batch = new CtcCase(drawn.logits(), targets, 3);
    CtcCase.Answer answer = batch.run();
    int[][] paths = {{1, 2, 1, 2}, {2, 0, 2, 1}, {1}, {}};
    for (int i = 0; i < 4; i++) {
      assertThat(Ctc.least(targets[i])).isEqualTo(frames[i]);
      double expected = -new CtcPaths(batch.values(i)).score(paths[i]);
      assertThat((double) answer.losses()[i]).isCloseTo(expected, within(TOLERANCE * 20));
    }
  }

  /// With weights that differ a gradient goes to its own sequence, beside what is there.
  @Test
  void theMeanIsOverFrames() {
    CtcCase batch = CtcCase.random(random, 4, 1, new int[] {3, 0, 6, 4}, new int[] {2, 0, 2, 0});
    CtcCase.Answer each = batch.run();
    Seq x = Seq.of(batch.logits(), 4);
    SeqIds targets = SeqIds.of(batch.targets());
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      Var rows = tape.input(x.rows());
      Var loss = Ctc.loss(new SeqVar(rows, x.lengths()), targets);
      double sum = Definitions.sum(4, i -> each.losses()[i]);
      assertThat((double) loss.item()).isCloseTo(sum / 13, within(1e-6));
      Seq slopes = Seq.packed(tape.backward(loss).of(rows), x.lengths());
      assertThat(slopes.sequence(2)[5][1]).isCloseTo(each.slopes()[2][5][1] / 13, within(1e-7f));
    }
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      Var rows = tape.input(x.rows());
      Var losses = Ctc.perSequence(new SeqVar(rows, x.lengths()), targets);
      Var weights = tape.constant(Tensor.of(losses.shape(), 5, 7, -2, 0.5f));
      Seq slopes =
          Seq.packed(
              tape.backward(losses.times(weights).sum().plus(rows.sum())).of(rows), x.lengths());
      assertThat(slopes.sequence(0)[2][3]).isCloseTo(1 + 5 * each.slopes()[0][2][3], within(1e-6f));
      assertThat(slopes.sequence(2)[0][0]).isCloseTo(1 - 2 * each.slopes()[2][0][0], within(1e-6f));
      assertThat(slopes.sequence(3)[1][2]).isCloseTo(1 + each.slopes()[3][1][2] / 2, within(1e-6f));
    }
  }

  @Test
  void nothingHasNoLoss() {
    CtcCase nothing = new CtcCase(new float[2][0][3], new int[2][0], 3);
    assertThat(nothing.run().losses()).containsExactly(0, 0);
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      Var rows = tape.input(Tensor.zeros(0, 3));
      Var loss = Ctc.loss(new SeqVar(rows, Lengths.of(0, 0)), SeqIds.of(new int[2][0]));
      assertThat(loss.item()).isZero();
      assertThat(tape.backward(loss).of(rows).data()).isEmpty();
    }
  }

  @Test
  void whatIsInTheBatchChangesNoBit() {
    CtcCase batch =
        CtcCase.random(random, 5, 4, new int[] {9, 0, 30, 17, 17, 2}, new int[] {4, 0, 9, 3, 0, 1});
    CtcCase.Answer together = batch.run();
    for (int i = 0; i < batch.batch(); i++) {
      CtcCase.Answer alone = batch.only(i).run();
      assertThat(alone.losses()[0]).isEqualTo(together.losses()[i]);
      assertThat(alone.slopes()[0]).isDeepEqualTo(together.slopes()[i]);
    }
  }

  @Test
  void gradientsOfALayerBeforeItAreThoseOfDifferences() {
    int[] lengths = {5, 0, 3, 4};
    CtcCase inputs = CtcCase.random(random, 4, 1, lengths, new int[4]);
    int[][] targets = {{1, 1}, {}, {2, 1}, {}};
    Seq x = Seq.of(inputs.logits(), 4);
    Parameters parameters = Parameters.initialised(Seed.of(random.nextInt()));
    Linear layer = Linear.create(4, 3, parameters.root().scope("output"));
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      SeqVar logits = layer.forward(new SeqVar(tape.input(x.rows()), x.lengths()));
      var gradients = tape.backward(Ctc.loss(logits, SeqIds.of(targets)));
      Doubles weight = doubles(parameters.all().get(0));
      Doubles bias = doubles(parameters.all().get(1));
      for (int which = 0; which < 2; which++) {
        Doubles expected =
            Differences.gradient(
                in -> mean(inputs, in.get(0), in.get(1), targets),
                List.of(weight, bias),
                which,
                new Doubles(new int[0], new double[] {1}));
        Doubles actual = doubles(gradients.of(parameters.all().get(which)));
        assertThat(Differences.relative(actual, expected)).isLessThan(2e-6);
      }
    }
  }

  private static Doubles doubles(Parameter parameter) {
    return Doubles.of(parameter.shape().dims(), parameter.values().toArray());
  }

  private static Doubles doubles(Tensor tensor) {
    return Doubles.of(tensor.shape().dims(), tensor.data());
  }

  private static Doubles mean(CtcCase inputs, Doubles weight, Doubles bias, int[][] targets) {
    double sum = 0;
    int frames = 0;
    CtcCase batch = new CtcCase(inputs.logits(), targets, 3);
    for (int i = 0; i < targets.length; i++) {
      Doubles logits = Definitions.linear(inputs.values(i), weight).zip(bias, Double::sum);
      sum += new CtcPaths(logits).loss(batch.target(i));
      frames += inputs.logits()[i].length;
    }
    return new Doubles(new int[0], new double[] {sum / frames});
  }

  @Test
  void theLeastFrames() {
    assertThat(Ctc.least()).isZero();
    assertThat(Ctc.least(3)).isEqualTo(1);
    assertThat(Ctc.least(3, 3, 3)).isEqualTo(5);
    assertThat(Ctc.least(3, 3, 1, 3, 1, 1)).isEqualTo(8);
  }

  private static void assertRefused(int[] lengths, int classes, int[][] targets, String message) {
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      Lengths own = Lengths.of(lengths);
      SeqVar x = new SeqVar(tape.input(Tensor.zeros(own.rows(), classes)), own);
      assertThatThrownBy(() -> Ctc.loss(x, SeqIds.of(targets)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void whatCannotBeSaidIsRefused() {
    int[] lengths = {2, 4, 0};
    assertRefused(
        lengths,
        3,
        new int[][] {{1, 2}, {1, 1, 2, 2}, {}},
        "sequence 1 has 4 frames, its target of 4 symbols needs 6");
    assertRefused(
        lengths,
        3,
        new int[][] {{1, 2}, {1, 1, 2}, {2}},
        "sequence 2 has 0 frames, its target of 1 symbols needs 1");
    assertRefused(
        lengths, 3, new int[][] {{}, {1, 3}, {}}, "sequence 1 has id 3 at 1; symbols are 1 … 2");
    assertRefused(
        lengths, 3, new int[][] {{-1}, {}, {}}, "sequence 0 has id -1 at 0; symbols are 1 … 2");
    assertRefused(
        lengths, 3, new int[][] {{1, 0}, {}, {}}, "sequence 0 has id 0 at 1, the blank; symbols");
    assertRefused(lengths, 1, new int[][] {{1}, {}, {}}, "1 class is the blank alone");
    assertRefused(lengths, 3, new int[][] {{1}, {}}, "3 sequences have 2 targets");
  }
}
