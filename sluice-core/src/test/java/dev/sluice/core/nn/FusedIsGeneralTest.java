package dev.sluice.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Workspace;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The fused sequence operations and the general step-by-step path: the same bits forward,
/// gradients within rounding; in one thread and in several.
class FusedIsGeneralTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void forwardBitsAreEqual(int seed) {
    Case random = new Cases(seed).fused(Cases.Size.MEDIUM);
    try (Workspace workspace = Workspace.threads(1)) {
      Case.Outcome fused = random.run(workspace, Case.Path.FUSED);
      Case.Outcome general = random.run(workspace, Case.Path.GENERAL);
      Bits.assertEqual(random + ": outputs", fused.outputs(), general.outputs());
      Bits.assertEqual(random + ": state", fused.state(), general.state());
      assertClose(fused.gradient().parameters(), general.gradient().parameters());
    }
  }

  private static void assertClose(float[] actual, float[] expected) {
    double largest = 1e-3;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i]) / largest).as("gradient " + i).isLessThan(2e-5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void threadsChangeNothing(int seed) {
    // Large enough to be shared out: ΣT·G·H² above 2^19.
    Case random = new Cases(seed).fused(new Cases.Size(150, 40, Cases.Draw.RANDOM));
    try (Workspace one = Workspace.threads(1);
        Workspace two = Workspace.threads(2);
        Workspace four = Workspace.threads(4)) {
      for (Case.Path path : Case.Path.values()) {
        Case.Outcome expected = random.run(one, path);
        Bits.assertSame(random + " on 2 threads", random.run(two, path), expected);
        Bits.assertSame(random + " on 4 threads", random.run(four, path), expected);
      }
    }
  }
}
