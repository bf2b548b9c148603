package dev.sluice.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.stream.State;
import dev.sluice.core.stream.Stepper;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sizes at the edges: 0, 1, primes, nothing that divides a vector, very long sequences, more
/// threads than there is work.
class LimitsTest {
  private static Seq sequences(int features, int... lengths) {
    Lengths plan = Lengths.of(lengths);
    float[] values = new float[plan.rows() * features];
    for (int i = 0; i < values.length; i++) {
      values[i] = Seed.of(9).normal(i);
    }
    return Seq.packed(Tensor.of(Shape.of(plan.rows(), features), values), plan);
  }

  private static Recurrent stack(RecurrentSpec<?> spec) {
    return Recurrent.create(spec, Parameters.initialised(Seed.of(3)).root());
  }

  private static float[] outputsAndGradients(RecurrentSpec<?> spec, Seq x, int threads) {
    Parameters parameters = Parameters.initialised(Seed.of(3));
    Recurrent stack = Recurrent.create(spec, parameters.root());
    try (Workspace workspace = Workspace.threads(threads);
        Tape tape = workspace.record(Seed.of(1))) {
      var outputs = stack.forward(tape.seq(x)).rows();
      float[] values = outputs.copy().data();
      float[] gradients = tape.backward(outputs.square().sum()).values().toArray();
      float[] both = Arrays.copyOf(values, values.length + gradients.length);
      System.arraycopy(gradients, 0, both, values.length, gradients.length);
      return both;
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "3, 1", "7, 13", "31, 37", "17, 101", "5, 131"})
  void oddSizesOnMoreThreadsThanSequences(int inputs, int hidden) {
    for (RecurrentSpec<?> spec :
        new RecurrentSpec<?>[] {
          GruSpec.of(inputs, hidden), GruSpec.pytorch(inputs, hidden), LstmSpec.of(inputs, hidden)
        }) {
      for (int[] lengths : new int[][] {{1}, {0, 3, 1}, {23, 1, 7, 2, 11}}) {
        Seq x = sequences(inputs, lengths);
        float[] one = outputsAndGradients(spec, x, 1);
        assertThat(one).isNotEmpty();
        for (float value : one) {
          assertThat(value).isFinite();
        }
        assertThat(outputsAndGradients(spec, x, 64)).as("%s of %s", spec, x).containsExactly(one);
      }
    }
  }

  @Test
  void nothingAtAll() {
    for (int[] lengths : new int[][] {{}, {0}, {0, 0}}) {
      Seq x = sequences(3, lengths);
      try (Tape tape = Tape.inference()) {
        Seq outputs = stack(GruSpec.of(3, 5).layers(2)).forward(tape.seq(x)).copy();
        assertThat(outputs.lengths().batch()).isEqualTo(lengths.length);
        assertThat(outputs.rows().data()).isEmpty();
      }
    }
  }

  /// More than a million steps: whole, in parts with the state carried, and one by one.
  @Test
  void aMillionSteps() {
    int steps = 1_050_000;
    GruSpec spec = GruSpec.of(1, 3);
    Recurrent stack = stack(spec);
    Seq x = sequences(1, steps);
    float[] last;
    try (Tape tape = Tape.inference()) {
      var outputs = stack.forward(tape.seq(x)).rows();
      last = outputs.slice(0, steps - 1, steps).copy().data();
    }
    Stepper stepper = RecurrentModel.freeze(stack).stepper();
    State state = stepper.zeroState();
    float[] h = new float[3];
    float[] event = new float[1];
    for (int t = 0; t < steps; t++) {
      event[0] = x.rows().data()[t];
      stepper.step(event, state, h);
    }
    Bits.assertEqual("stepped", h, last);
    float[] carried = new float[3];
    for (int from = 0; from < steps; from += 100_000) {
      int part = Math.min(100_000, steps - from);
      float[] values = Arrays.copyOfRange(x.rows().data(), from, from + part);
      try (Tape tape = Tape.inference()) {
        Seq piece = Seq.packed(Tensor.of(Shape.of(part, 1), values), Lengths.of(part));
        var start = tape.constant(Tensor.of(Shape.of(1, 3), carried));
        carried = stack.unroll(tape.seq(piece), start).state().copy().data();
      }
    }
    Bits.assertEqual("in parts", carried, last);
  }

  @Test
  void moreOutputsThanAnArrayHolds() {
    int steps = 800_000;
    Seq x = Seq.packed(Tensor.zeros(steps, 1), Lengths.of(steps));
    Recurrent stack = stack(RnnSpec.of(1, 3_000));
    try (Tape tape = Tape.inference()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> stack.forward(tape.seq(x)))
          .withMessage(
              "shape [800000, 3000] has more than 2^31-1 elements; split the batch or the sequence");
    }
  }

  @Test
  void aWeightThatIsNoNumber() {
    Parameters parameters = Parameters.initialised(Seed.of(3));
    Recurrent stack = Recurrent.create(GruSpec.of(2, 3), parameters.root());
    parameters.get("l0.hidden").values().set(4, Float.NaN);
    assertThatThrownBy(() -> RecurrentModel.freeze(stack))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("the stack: tensor \"l0.hidden\" [9,3] holds NaN at [1,1]; ");
  }
}
