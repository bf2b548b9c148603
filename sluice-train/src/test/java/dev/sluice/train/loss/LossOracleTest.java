package dev.sluice.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Gradients;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.testing.RandomSeed;
import dev.sluice.testing.oracle.Definitions;
import dev.sluice.testing.oracle.Differences;
import dev.sluice.testing.oracle.Doubles;
import dev.sluice.train.data.Targets;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Losses against their definitions in double, gradients against central differences of these.
class LossOracleTest {
  private static final long SEED = RandomSeed.forClass(LossOracleTest.class);
  private static long trial;

  private final Random random = new Random(SEED + trial++);
  private final int rows = 1 + random.nextInt(7);
  private final int columns = 2 + random.nextInt(9);

  /// Values in (−3, 3), the error against a target of [#target] at least 1/64 from 0 and ±1.5.
  private Tensor prediction(int... dims) {
    Tensor tensor = Tensor.zeros(dims);
    for (int i = 0; i < tensor.data().length; i++) {
      tensor.data()[i] = (2 * (random.nextInt(96) - 48) + 1) / 32f + random.nextFloat() / 256;
    }
    return tensor;
  }

  private Tensor target(int... dims) {
    Tensor tensor = Tensor.zeros(dims);
    for (int i = 0; i < tensor.data().length; i++) {
      tensor.data()[i] = (random.nextInt(64) - 32) / 16f;
    }
    return tensor;
  }

  private Tensor classes(int count) {
    Tensor tensor = Tensor.zeros(rows);
    for (int i = 0; i < rows; i++) {
      tensor.data()[i] = random.nextInt(count);
    }
    return tensor;
  }

  private static Doubles doubles(Tensor tensor) {
    return Doubles.of(tensor.shape().dims(), tensor.data());
  }

  private static void check(
      Loss loss, BinaryOperator<Doubles> definition, Tensor prediction, Tensor target) {
    Doubles t = doubles(target);
    try (Workspace workspace = Workspace.threads(2);
        Tape tape = workspace.record(Seed.of(1))) {
      Var p = tape.input(prediction);
      Var y = loss.of(p, tape.constant(target));
      double expected = definition.apply(doubles(prediction), t).values()[0];
      assertThat((double) y.item())
          .isCloseTo(expected, Offset.offset(2e-6 * Math.max(1, Math.abs(expected))));
      Gradients gradients = tape.backward(y);
      Doubles slope =
          Differences.gradient(
              in -> definition.apply(in.getFirst(), t),
              List.of(doubles(prediction)),
              0,
              new Doubles(new int[0], new double[] {1}));
      assertThat(Differences.relative(doubles(gradients.of(p)), slope)).isLessThanOrEqualTo(1e-4);
    }
  }

  private static BinaryOperator<Doubles> mean(DoubleBinaryOperator penalty) {
    return (p, t) -> {
      double[] each = p.zip(t, penalty).values();
      return scalar(Definitions.sum(each.length, i -> each[i]) / each.length);
    };
  }

  private static Doubles scalar(double value) {
    return new Doubles(new int[0], new double[] {value});
  }

  @RepeatedTest(5)
  void errors() {
    Tensor p = prediction(rows, columns);
    Tensor t = target(rows, columns);
    check(Loss.mse(), mean((a, b) -> (a - b) * (a - b)), p, t);
    check(Loss.mae(), mean((a, b) -> Math.abs(a - b)), p, t);
    check(
        Loss.huber(1.5f),
        mean((a, b) ->
            Math.abs(a - b) <= 1.5 ? 0.5 * (a - b) * (a - b) : 1.5 * (Math.abs(a - b) - 0.75)),
        p,
        t);
    check(Loss.pinball(0.3), mean((a, b) -> pinball(0.3, a, b)), p, t);
  }

  private static double pinball(double q, double p, double t) {
    return Math.max(q * (t - p), (q - 1) * (t - p));
  }

  @RepeatedTest(5)
  void severalQuantiles() {
    double[] q = {0.1, 0.5, 0.8};
    check(
        Loss.pinball(q),
        (p, t) -> {
          double sum = 0;
          for (int i = 0; i < rows; i++) {
            for (int h = 0; h < columns; h++) {
              for (int k = 0; k < 3; k++) {
                sum += pinball(q[k], p.at(i, h * 3 + k), t.at(i, h));
              }
            }
          }
          return scalar(sum / (rows * columns * 3));
        },
        prediction(rows, columns * 3),
        target(rows, columns));
  }

  @RepeatedTest(5)
  void crossEntropy() {
    Tensor p = prediction(rows, columns);
    Tensor ids = classes(columns);
    check(Loss.crossEntropy(), (a, b) -> crossEntropy(a, b, 0), p, ids);
    check(Loss.crossEntropy(0.1f), (a, b) -> crossEntropy(a, b, 0.1f), p, ids);
  }

  private static Doubles crossEntropy(Doubles p, Doubles ids, double smoothing) {
    Doubles probabilities = Definitions.softmax(p);
    double sum = 0;
    int classes = p.extent(1);
    for (int i = 0; i < p.extent(0); i++) {
      for (int v = 0; v < classes; v++) {
        double share = smoothing / classes + (ids.at(i) == v ? 1 - smoothing : 0);
        sum -= share * Math.log(probabilities.at(i, v));
      }
    }
    return scalar(sum / p.extent(0));
  }

  @RepeatedTest(5)
  void binaryCrossEntropy() {
    Tensor t = target(rows, columns);
    for (int i = 0; i < t.data().length; i++) {
      t.data()[i] = i % 3 == 0 ? Math.abs(t.data()[i]) / 4 : i % 2;
    }
    check(
        Loss.binaryCrossEntropy(),
        mean((a, b) ->
            -b * Math.log(Definitions.sigmoid(a)) - (1 - b) * Math.log(Definitions.sigmoid(-a))),
        prediction(rows, columns),
        t);
  }

  @Test
  void binaryCrossEntropyOfExtremeLogits() {
    Tensor p = Tensor.of(Shape.of(5), 100, -100, 100, -100, 0);
    Tensor t = Tensor.of(Shape.of(5), 1, 0, 0, 1, 1);
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      Var logits = tape.input(p);
      Var y = Loss.binaryCrossEntropy().of(logits, tape.constant(t));
      assertThat(y.item()).isEqualTo((float) ((200 + Math.log(2)) / 5));
      assertThat(tape.backward(y).of(logits).data())
          .containsExactly(new float[] {0, 0, 0.2f, -0.2f, -0.1f}, Offset.offset(1e-30f));
    }
  }

  @Test
  void rowsOfEmptySequencesDoNotCount() {
    Tensor all = Tensor.of(Shape.of(3, 1), 1, 100, 3);
    Targets targets = Targets.perSequence(Tensor.of(Shape.of(3, 1), 0, 0, 1), Lengths.of(2, 0, 1));
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      Var p = tape.input(all);
      Loss custom = (y, t) -> y.minus(t).square().mean();
      Var ours = Loss.mse().of(p, targets);
      assertThat(ours.item()).isEqualTo(2.5f);
      assertThat(custom.of(p, targets).item()).isEqualTo(2.5f);
      assertThat(tape.backward(ours).of(p).data()).containsExactly(1, 0, 2);
    }
  }

  @Test
  void aBatchOfNothingHasLossZeroAndGradientZero() {
    Targets targets = Targets.perSequence(Tensor.zeros(2, 1), Lengths.of(0, 0));
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.record(Seed.of(1))) {
      Var p = tape.input(Tensor.of(Shape.of(2, 1), 5, 6));
      Var loss = Loss.mae().of(p, targets);
      assertThat(loss.item()).isZero();
      assertThat(tape.backward(loss).of(p).data()).containsExactly(0, 0);
    }
  }

  @Test
  void whatDoesNotFitIsSaid() {
    try (Workspace workspace = Workspace.threads(1);
        Tape tape = workspace.inference()) {
      Var p = tape.zeros(3, 4);
      assertThatThrownBy(() -> Loss.mse().of(p, tape.zeros(3, 5)))
          .hasMessageContaining("prediction has shape [3,4], for a target [3,5] it needs [3,5]");
      assertThatThrownBy(() -> Loss.pinball(0.1, 0.9).of(p, tape.zeros(3, 4)))
          .hasMessageContaining("it needs [3,8]");
      assertThatThrownBy(() -> Loss.crossEntropy().of(p, tape.zeros(2)))
          .hasMessageContaining("[R,V] and [R]");
      Var ids = tape.constant(Tensor.of(Shape.of(3), 0, 4, 1));
      assertThatThrownBy(() -> Loss.crossEntropy().of(p, ids))
          .hasMessageContaining("row 1 of the target is 4.0, which is no class id from 0 to 3");
      Var t = tape.constant(Tensor.of(Shape.of(1), 1.5f));
      assertThatThrownBy(() -> Loss.binaryCrossEntropy().of(tape.zeros(1), t))
          .hasMessageContaining("element 0 of the target is 1.5");
      Targets two = Targets.perSequence(Tensor.zeros(2, 4), Lengths.of(1, 1));
      assertThatThrownBy(() -> Loss.mse().of(p, two)).hasMessageContaining("equally many rows");
    }
    assertThatThrownBy(() -> Loss.pinball(1)).hasMessageContaining("inside (0, 1)");
    assertThatThrownBy(() -> Loss.huber(0)).hasMessageContaining("positive delta");
    assertThatThrownBy(() -> Loss.crossEntropy(1)).hasMessageContaining("[0, 1)");
  }
}
