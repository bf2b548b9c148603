package dev.sluice.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seq;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What [GruTrace] shows: the gates of the equations, the bits of `forward`, and weights that say
/// which step wrote the memory.
class GruTraceTest {
  private static final int[] LENGTHS = {4, 0, 7, 5};

  private static Case learned(GruSpec spec) {
    return new Cases(5)
        .of(spec.initialState(InitialState.LEARNED), LENGTHS, Cases.Start.OWN)
        .noise(Optional.empty());
  }

  private static GruTrace trace(Case tested) {
    return ((Gru) tested.stack())
        .trace(
            Seq.packed(
                Case.pack(tested.lengths(), tested.x(), tested.spec().inputSize()),
                tested.lengths()));
  }

  @ParameterizedTest
  @EnumSource(Reset.class)
  void gatesAreThoseOfTheEquations(Reset reset) {
    GruSpec spec =
        GruSpec.of(4, 5).reset(reset).bias(Bias.DOUBLE).layers(2).direction(Direction.BOTH);
    Case tested = learned(spec);
    GruTrace trace = trace(tested);
    assertThat(trace.layers()).hasSize(4);
    assertThat(trace.layers().stream().map(GruTrace.Layer::direction))
        .containsExactly(
            Direction.FORWARD, Direction.BACKWARD, Direction.FORWARD, Direction.BACKWARD);
    StackOracle oracle =
        new StackOracle(tested.spec(), tested.layout(), Optional.empty(), Mutant.NONE);
    double[] parameters = StackOracle.widen(tested.parameters());
    for (int place = 0; place < 2; place++) {
      GruTrace.Layer layer = trace.layers().get(place);
      GruOracle cell = (GruOracle) oracle.cell(parameters, layer.label() + ".");
      double[] start = start(tested, place);
      for (int b = 0; b < LENGTHS.length; b++) {
        compare(cell, layer, start, tested.x()[b], b);
      }
    }
  }

  private static void compare(
      GruOracle cell, GruTrace.Layer layer, double[] start, float[][] x, int b) {
    double[] state = start;
    for (int k = 0; k < x.length; k++) {
      int t = layer.direction() == Direction.FORWARD ? k : x.length - 1 - k;
      NoiseOracle quiet = new NoiseOracle(Noise.OFF, Optional.empty(), b, t);
      GruOracle.Gates expected = cell.gates(StackOracle.widen(x[t]), state, quiet);
      state = cell.step(StackOracle.widen(x[t]), state, quiet);
      assertClose(layer.update().sequence(b)[t], expected.update());
      assertClose(layer.reset().sequence(b)[t], expected.reset());
      assertClose(layer.candidate().sequence(b)[t], expected.candidate());
      assertClose(layer.hidden().sequence(b)[t], state);
    }
  }

  private static double[] start(Case tested, int place) {
    int h = tested.spec().hiddenSize();
    int offset = tested.parameters().length - tested.spec().stateSize() + place * h;
    return StackOracle.widen(Arrays.copyOfRange(tested.parameters(), offset, offset + h));
  }

  private static void assertClose(float[] actual, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i])).isLessThan(OracleCheck.FORWARD);
    }
  }

  @ParameterizedTest
  @EnumSource(Reset.class)
  void hiddenStatesHaveTheBitsOfForward(Reset reset) {
    Case tested = learned(GruSpec.of(4, 5).reset(reset).layers(2));
    try (Workspace workspace = Workspace.threads(1)) {
      Bits.assertEqual(
          "hidden",
          Case.unpack(trace(tested).hidden()),
          tested.run(workspace, Case.Path.FUSED).outputs());
    }
  }

  /// `h_T = h_0·Π(1−z_s) + Σ_t [z_t·Π_{s>t}(1−z_s)]·n_t`, the weights at least 0 and adding up to
  /// 1.
  @Test
  void theStateIsAConvexMixtureOfWhatWasWritten() {
    Case tested = learned(GruSpec.of(4, 5).layers(1));
    GruTrace trace = trace(tested);
    double[] start = start(tested, 0);
    for (int b = 0; b < LENGTHS.length; b++) {
      float[][] z = trace.update().sequence(b);
      float[][] n = trace.candidate().sequence(b);
      float[][] h = trace.hidden().sequence(b);
      for (int j = 0; j < start.length && z.length > 0; j++) {
        double left = 1;
        double mixture = 0;
        double weights = 0;
        for (int t = z.length - 1; t >= 0; t--) {
          double weight = z[t][j] * left;
          assertThat(weight).isNotNegative();
          mixture += weight * n[t][j];
          weights += weight;
          left *= 1.0 - z[t][j];
        }
        assertThat(weights + left).isCloseTo(1, within(1e-12));
        assertThat(mixture + left * start[j]).isCloseTo(h[z.length - 1][j], within(1e-6));
      }
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double tolerance) {
    return org.assertj.core.data.Offset.offset(tolerance);
  }

  @Test
  void nothingToTraceGivesEmptyTraces() {
    Gru gru = (Gru) learned(GruSpec.of(4, 5)).stack();
    assertThat(gru.trace(Seq.of(new float[2][0][], 4)).hidden().lengths().rows()).isZero();
    assertThat(List.copyOf(gru.trace(Seq.of(new float[0][][], 4)).layers())).hasSize(1);
  }
}
