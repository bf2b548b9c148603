package dev.sluice.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.stream.State;
import dev.sluice.core.stream.Stepper;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.Bf16;
import dev.sluice.kernel.KernelChoice;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Weights in bfloat16: what is lost is their rounding, nothing else.
class PrecisionTest {
  static Stream<RecurrentSpec<?>> specs() {
    return Stream.of(
        GruSpec.of(5, 7).layers(2).initialState(InitialState.LEARNED),
        GruSpec.pytorch(5, 37),
        GruSpec.of(5, 7).layerNorm(),
        GruSpec.pytorch(5, 7).activations(Activation.HARD_SIGMOID, Activation.RELU),
        GruSpec.of(5, 7).zoneout(0.1),
        LstmSpec.of(5, 37),
        RnnSpec.of(5, 37));
  }

  private static Recurrent stack(RecurrentSpec<?> spec) {
    Parameters parameters = Parameters.initialised(Seed.of(3));
    Recurrent stack = Recurrent.create(spec, parameters.root());
    float[] values = parameters.values();
    for (int i = 0; i < values.length; i++) {
      values[i] += 0.1f * Seed.of(4).normal(i); // no bias or gain stays at its start
    }
    return stack;
  }

  /// The same stack with weights, but not biases, gains and states, rounded.
  private static Recurrent rounded(Recurrent stack) {
    Map<String, Tensor> tensors =
        stack.parameters().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    e -> {
                      Tensor tensor = e.getValue().toTensor();
                      boolean weights = e.getKey().matches(".*\\.(input|hidden)");
                      for (int i = 0; weights && i < tensor.data().length; i++) {
                        tensor.data()[i] = Bf16.round(tensor.data()[i]);
                      }
                      return tensor;
                    }));
    return Recurrent.create(stack.spec(), Parameters.loaded(tensors).root());
  }

  private static float[] run(PackedStack packed, int rows) {
    int width = packed.spec().stateSize();
    float[] state = new float[rows * width];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(packed.initialState(), 0, state, i * width, width);
    }
    PackedStack.Scratch scratch = packed.scratch(rows);
    float[] x = new float[rows * packed.spec().inputSize()];
    for (int t = 0; t < 20; t++) {
      for (int i = 0; i < x.length; i++) {
        x[i] = Seed.of(5).normal(t * 100 + i);
      }
      packed.step(scratch, x, 0, state, 0);
    }
    return state;
  }

  @ParameterizedTest
  @MethodSource("specs")
  void theBitsAreThoseOfRoundedWeights(RecurrentSpec<?> spec) {
    Recurrent stack = stack(spec);
    for (int rows : new int[] {1, 3, 8, 13}) {
      var kernels = KernelChoice.current().kernels();
      float[] actual = run(PackedStack.of(stack, kernels, Precision.BFLOAT16), rows);
      Bits.assertEqual(
          spec + " of rounded weights", actual, run(PackedStack.of(rounded(stack), kernels), rows));
      assertThat(actual).isNotEqualTo(run(PackedStack.of(stack, kernels), rows));
    }
  }

  /// A step of several rows is the step of each, in either precision.
  @ParameterizedTest
  @MethodSource("specs")
  void aRowDoesNotDependOnItsNeighbours(RecurrentSpec<?> spec) {
    Recurrent stack = stack(spec);
    for (Precision precision : Precision.values()) {
      PackedStack packed = PackedStack.of(stack, KernelChoice.current().kernels(), precision);
      float[] all = run(packed, 13);
      for (int rows : new int[] {1, 2, 3, 5, 8, 11}) {
        Bits.assertEqual(
            spec + ", " + precision + ", " + rows + " rows",
            run(packed, rows),
            Arrays.copyOf(all, rows * spec.stateSize()));
      }
    }
  }

  @Test
  void theErrorStaysBelowAHundredth() {
    for (GruSpec spec : new GruSpec[] {GruSpec.of(64, 128), GruSpec.pytorch(64, 128)}) {
      Recurrent stack = Recurrent.create(spec, Parameters.initialised(Seed.of(3)).root());
      RecurrentModel model = RecurrentModel.freeze(stack);
      Stepper exact = model.stepper();
      Stepper half = model.stepper(Precision.BFLOAT16);
      State one = exact.zeroState();
      State other = half.zeroState();
      float[] h = new float[128];
      float[] g = new float[128];
      double largest = 0;
      double error = 0;
      for (int t = 0; t < 300; t++) {
        float[] x = new float[64];
        for (int i = 0; i < x.length; i++) {
          x[i] = Seed.of(5).normal(t * 64 + i);
        }
        exact.step(x, one, h);
        half.step(x, other, g);
        for (int j = 0; j < h.length; j++) {
          largest = Math.max(largest, Math.abs(h[j]));
          error = Math.max(error, Math.abs(h[j] - g[j]));
        }
      }
      assertThat(error / largest).as("%s", spec).isPositive().isLessThan(1e-2);
      half.step(new float[64], one, g); // a state may change over
    }
  }

  @Test
  void aWeightThatWouldBecomeInfinite() {
    Parameters parameters = Parameters.initialised(Seed.of(3));
    Recurrent stack = Recurrent.create(GruSpec.of(2, 3), parameters.root());
    parameters.get("l0.hidden").values().set(4, Float.MAX_VALUE);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> PackedStack.of(stack, KernelChoice.current().kernels(), Precision.BFLOAT16))
        .withMessage(
            "weight l0.hidden[1,1] is 3.4028235E38, too large for bfloat16, whose largest value is 3.3895314E38; use FLOAT32");
  }
}
