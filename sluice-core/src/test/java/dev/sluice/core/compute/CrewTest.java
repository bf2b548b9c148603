package dev.sluice.core.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.Gru;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.CheckedKernels;
import dev.sluice.kernel.KernelChoice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrewTest {
  private static final CheckedKernels KERNELS = KernelChoice.current().kernels();

  private static float[] values(int size, int seed) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = Seed.of(seed).normal(i);
    }
    return values;
  }

  /// `C[m,n] += A·B`, over and over in one crew.
  private static float[] products(Team team, int m, int n, int k, int times) {
    float[] a = new float[m * k];
    KERNELS.packRows(m, k, values(m * k, 1), 0, k, 1, a, 0);
    float[] b = new float[KERNELS.packedColumnsSize(k, n)];
    KERNELS.packColumns(k, n, values(k * n, 2), 0, n, 1, b, 0);
    float[] c = new float[m * n];
    Crew.run(
        team,
        crew -> {
          for (int i = 0; i < times; i++) {
            crew.gemm(KERNELS, new Gemm.Size(m, n, k), a, 0, b, 0, c, 0, n);
          }
        });
    return c;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void thereIsNoTellingHowManyTheyWere(int threads) {
    try (Team one = new Team(1);
        Team many = new Team(threads)) {
      for (int[] s : new int[][] {{1, 384, 257}, {3, 1000, 67}, {1, 17, 4096}, {1, 5, 3}}) {
        assertThat(products(many, s[0], s[1], s[2], 50))
            .containsExactly(products(one, s[0], s[1], s[2], 50));
      }
    }
  }

  @Test
  void insideATaskTheLeadIsAlone() {
    try (Team team = new Team(2)) {
      float[][] results = new float[4][];
      team.run(4, task -> results[task] = products(team, 1, 384, 128, 3));
      assertThat(List.of(results)).allSatisfy(r -> assertThat(r).containsExactly(results[0]));
    }
  }

  @Test
  void afterAFailureTheTeamGoesOn() {
    try (Team team = new Team(2)) {
      float[] tooSmall = new float[3];
      assertThatThrownBy(() ->
              Crew.run(
                  team,
                  crew ->
                      crew.gemm(
                          KERNELS,
                          new Gemm.Size(1, 512, 512),
                          new float[512],
                          0,
                          tooSmall,
                          0,
                          new float[512],
                          0,
                          512)))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(products(team, 1, 384, 128, 1)).isNotEmpty();
    }
  }

  /// One sequence, forward and backward.
  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void aSequenceByItself(int threads) {
    for (GruSpec spec : new GruSpec[] {GruSpec.of(70, 190), GruSpec.pytorch(70, 190)}) {
      float[] expected = gradients(spec, 1);
      assertThat(gradients(spec, threads)).as("%s", spec).containsExactly(expected);
    }
  }

  private static float[] gradients(GruSpec spec, int threads) {
    Parameters parameters = Parameters.initialised(Seed.of(1));
    Gru gru = Gru.create(spec, parameters.root());
    try (Workspace workspace = Workspace.threads(threads);
        Tape tape = workspace.record(Seed.of(1))) {
      Tensor x = Tensor.of(dev.sluice.core.tensor.Shape.of(12, 70), values(12 * 70, 3));
      var outputs = gru.forward(tape.seq(Seq.packed(x, Lengths.of(12)))).rows();
      return tape.backward(outputs.square().sum()).values().toArray();
    }
  }
}
