package dev.sluice.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.CheckedKernels;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.kernel.ScalarKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Without gradients nothing is kept and states are read where they lie: the same bits.
class InferenceTest {
  private static void check(Case any) {
    try (Workspace one = Workspace.threads(1);
        Workspace three = Workspace.threads(3)) {
      Case.Outcome expected = any.run(one, Case.Path.GENERAL);
      Case inference = any.noise(Optional.empty());
      for (Workspace workspace : new Workspace[] {one, three}) {
        for (Case way : new Case[] {any, inference}) {
          Case.Outcome actual = way.run(workspace, Case.Path.FUSED);
          String what = any + " on " + workspace.threads() + " threads";
          Bits.assertEqual(what + ": outputs", actual.outputs(), expected.outputs());
          Bits.assertEqual(what + ": state", actual.state(), expected.state());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void bitsAreThoseOfTraining(int seed) {
    check(new Cases(seed).fused(Cases.Size.MEDIUM));
  }

  /// More rows than are projected at a time, of sequences that end in the midst of it.
  @ParameterizedTest
  @EnumSource(Reset.class)
  void severalProjectionsAreOne(Reset reset) {
    GruSpec spec = GruSpec.of(3, 80).reset(reset).direction(Direction.BOTH);
    int[] lengths = new int[19];
    Arrays.setAll(lengths, i -> i * 31 % 61);
    check(new Cases(1).of(spec, lengths, Cases.Start.GIVEN));
  }

  private static float[] outputs(Recurrent stack, Workspace workspace, Seq x) {
    try (Tape tape = workspace.inference()) {
      return stack.forward(tape.seq(x)).copy().rows().data();
    }
  }

  private static Seq input() {
    Tensor rows = Tensor.zeros(12, 5);
    for (int i = 0; i < rows.data().length; i++) {
      rows.data()[i] = Seed.of(2).uniform(i) - 0.5f;
    }
    return Seq.packed(rows, Lengths.equal(3, 4));
  }

  /// Weights that may change are packed each time.
  @Test
  void trainedWeightsAreNotRemembered() {
    Parameters parameters = Parameters.initialised(Seed.of(1));
    Gru stack = Gru.create(GruSpec.of(5, 4).layers(2), parameters.scope("gru"));
    try (Workspace workspace = Workspace.threads(1)) {
      float[] first = outputs(stack, workspace, input());
      float[] changed = parameters.values().clone();
      for (int i = 0; i < changed.length; i++) {
        changed[i] *= 0.5f;
      }
      parameters.set(changed);
      float[] second = outputs(stack, workspace, input());
      assertThat(second).isNotEqualTo(first);
      Gru fresh = Gru.create(GruSpec.of(5, 4).layers(2), parameters.freeze().scope("gru"));
      assertThat(outputs(fresh, workspace, input())).containsExactly(second);
    }
  }

  /// Frozen weights are packed once for each kernels, and shared by threads.
  @Test
  void frozenWeightsArePackedOnce() throws Exception {
    Parameters parameters = Parameters.initialised(Seed.of(1));
    GruSpec spec = GruSpec.of(5, 4).layers(2).direction(Direction.BOTH);
    float[] expected;
    try (Workspace workspace = Workspace.threads(1)) {
      expected = outputs(Gru.create(spec, parameters.scope("gru")), workspace, input());
    }
    Gru frozen = Gru.create(spec, parameters.freeze().scope("gru"));
    List<Callable<float[]>> work = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      CheckedKernels kernels =
          i % 2 == 0 ? KernelChoice.current().kernels() : CheckedKernels.of(new ScalarKernels());
      work.add(() -> {
        try (Workspace workspace = Workspace.of(1, kernels)) {
          outputs(frozen, workspace, input());
          return outputs(frozen, workspace, input());
        }
      });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<float[]> result : threads.invokeAll(work)) {
        assertThat(result.get()).containsExactly(expected);
      }
    }
  }
}
