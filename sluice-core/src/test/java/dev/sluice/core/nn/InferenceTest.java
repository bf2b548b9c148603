package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Workspace;
import java.util.Arrays;
import java.util.Optional;
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
}
