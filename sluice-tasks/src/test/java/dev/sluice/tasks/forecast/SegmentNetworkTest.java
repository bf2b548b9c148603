package dev.sluice.tasks.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Gradients;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.testing.RandomSeed;
import dev.sluice.testing.oracle.Differences;
import dev.sluice.testing.oracle.Doubles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentNetworkTest {
  private static final int FEATURES = 3; // the second is no target
  private static final int TARGETS = 2;

  private final Random random = new Random(RandomSeed.forClass(SegmentNetworkTest.class));

  private static final Tensor NOTHING = Tensor.zeros(0);

  private static SegmentSpec spec(Architecture.Place place, RecurrentSpec<?> cell, double dropout) {
    return new SegmentSpec(9, 8, List.of(2, 0), 3, cell, (float) dropout, place, 5, Output.MEDIAN);
  }

  @ParameterizedTest
  @CsvSource({
    "POSITION, 0, MEAN",
    "POSITION_AND_TARGET, 9, MEDIAN",
    "POSITION_AND_TARGET, 5, QUANTILES"
  })
  void computesWhatTheEquationsSay(Architecture.Place place, int straight, Output output) {
    GruSpec cell = GruSpec.pytorch(4, 5);
    SegmentSpec spec = new SegmentSpec(9, 8, List.of(2, 0), 3, cell, 0, place, straight, output);
    Parameters parameters = Parameters.initialised(Seed.of(1));
    SegmentNetwork network = new SegmentNetwork(spec, parameters.root());
    fill(parameters);
    float[][][] windows = {window(9), window(4), window(8)};
    SegmentOracle oracle = new SegmentOracle(spec, parameters.all(), windows);
    List<Doubles> values = new ArrayList<>();
    for (Parameter parameter : parameters.all()) {
      values.add(doubles(parameter.toTensor()));
    }
    try (Workspace workspace = Workspace.threads(2);
        Tape tape = workspace.record(Seed.of(1))) {
      Var y = network.forward(tape, Seq.of(windows, FEATURES), NOTHING);
      Doubles expected = oracle.apply(values);
      assertThat(y.shape().dims()).isEqualTo(expected.shape());
      assertThat(Differences.absolute(doubles(y.copy()), expected)).isLessThan(4e-6);
      Tensor weights = Tensor.zeros(y.shape().dims());
      for (int i = 0; i < weights.data().length; i++) {
        weights.data()[i] = value();
      }
      Gradients gradients = tape.backward(y.times(tape.constant(weights)).sum());
      for (int i = 0; i < values.size(); i++) {
        Parameter parameter = parameters.all().get(i);
        Doubles slope = Differences.gradient(oracle, values, i, doubles(weights));
        assertThat(Differences.relative(doubles(gradients.of(parameter)), slope))
            .as("gradient of %s", parameter)
            .isLessThan(1e-4);
      }
    }
  }

  @Test
  void aWindowsForecastDependsOnNoOther() {
    SegmentSpec spec =
        spec(Architecture.Place.POSITION_AND_TARGET, LstmSpec.of(4, 5).layers(2), 0.5);
    Parameters parameters = Parameters.initialised(Seed.of(1));
    SegmentNetwork network = new SegmentNetwork(spec, parameters.root());
    float[][][] windows = {window(9), window(4), window(2), window(9)};
    try (Workspace workspace = Workspace.threads(2)) {
      float[] together = infer(workspace, network, windows);
      int width = spec.horizon() * TARGETS;
      for (int b = 0; b < windows.length; b++) {
        assertThat(infer(workspace, network, windows[b]))
            .containsExactly(Arrays.copyOfRange(together, b * width, (b + 1) * width));
      }
    }
  }

  @Test
  void threadsChangeNoBit() {
    SegmentSpec spec = spec(Architecture.Place.POSITION_AND_TARGET, GruSpec.pytorch(64, 64), 0.3);
    Parameters parameters = Parameters.initialised(Seed.of(1));
    SegmentNetwork network = new SegmentNetwork(spec, parameters.root());
    float[][][] windows = new float[70][][];
    Arrays.setAll(windows, b -> window(9 - b % 4));
    Seq seq = Seq.of(windows, FEATURES);
    assertThat(gradients(network, seq, 2)).containsExactly(gradients(network, seq, 1));
  }

  @Test
  void aShiftedWindowGivesTheShiftedForecast() {
    SegmentSpec spec = spec(Architecture.Place.POSITION, GruSpec.pytorch(4, 5), 0);
    Parameters parameters = Parameters.initialised(Seed.of(1));
    SegmentNetwork network = new SegmentNetwork(spec, parameters.root());
    float[][] window = new float[9][FEATURES];
    float[][] shifted = new float[9][FEATURES];
    for (int t = 0; t < 9; t++) {
      for (int i = 0; i < FEATURES; i++) {
        window[t][i] = random.nextInt(64) / 64f;
        shifted[t][i] = window[t][i] + 16;
      }
    }
    try (Workspace workspace = Workspace.threads(1)) {
      float[] plain = infer(workspace, network, window);
      float[] moved = infer(workspace, network, shifted);
      for (int i = 0; i < plain.length; i++) {
        assertThat(moved[i]).isEqualTo(plain[i] + 16, Offset.offset(2e-6f));
      }
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    GruSpec cell = GruSpec.pytorch(5, 5);
    Architecture.Place both = Architecture.Place.POSITION_AND_TARGET;
    assertThatThrownBy(() ->
            new SegmentSpec(
                20, 7, List.of(0), 3, cell, 0, Architecture.Place.POSITION, 0, Output.MEAN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20 steps is no whole number of segments of 3 steps; take 18 or 21");
    assertThatThrownBy(() -> spec(both, cell, 0)).hasMessageContaining("even, not 5");
  }

  private static float[] infer(Workspace workspace, SegmentNetwork network, float[][]... windows) {
    try (Tape tape = workspace.inference()) {
      return network.forward(tape, Seq.of(windows, FEATURES), NOTHING).copy().data();
    }
  }

  private static float[] gradients(SegmentNetwork network, Seq windows, int threads) {
    try (Workspace workspace = Workspace.threads(threads);
        Tape tape = workspace.record(Seed.of(3))) {
      return tape.backward(network.forward(tape, windows, NOTHING).square().mean())
          .values()
          .toArray();
    }
  }

  private void fill(Parameters parameters) {
    float[] values = parameters.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = value();
    }
  }

  private float value() {
    return random.nextFloat() - 0.5f;
  }

  private float[][] window(int length) {
    float[][] window = new float[length][FEATURES];
    for (float[] step : window) {
      for (int i = 0; i < FEATURES; i++) {
        step[i] = 2 * value();
      }
    }
    return window;
  }

  private static Doubles doubles(Tensor tensor) {
    return Doubles.of(tensor.shape().dims(), tensor.data());
  }
}
