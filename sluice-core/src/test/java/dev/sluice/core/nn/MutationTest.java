package dev.sluice.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Workspace;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The comparison with the oracle can see: for each mistake that is commonly made in a GRU, it
/// fails.
///
/// A mistake is put in on the oracle's side (forward), or into the gradients between the library
/// and the comparison (backward). A comparison of a right library with an oracle that makes the
/// mistake fails exactly where one of a library that makes it with a right oracle would: both
/// compare the same pair of functions at the same numbers. So what this proves is that the numbers
/// tell the two functions apart (gates that differ, biases that differ, unequal lengths, states
/// that are not zero) by more than the tolerance, in the very check that [RecurrentOracleTest]
/// runs. It does not prove that every line of the library is reached; random configurations do
/// that.
class MutationTest {
  private static final int[] LENGTHS = {3, 6, 0, 4};

  private static final GruSpec AFTER = GruSpec.pytorch(4, 5).direction(Direction.BOTH).layers(2);
  private static final GruSpec BEFORE =
      GruSpec.of(4, 5).bias(Bias.DOUBLE).direction(Direction.BOTH).layers(2);

  @ParameterizedTest
  @EnumSource(Mutant.class)
  void everyMistakeIsSeen(Mutant mutant) {
    int seen = 0;
    for (GruSpec spec : List.of(AFTER, BEFORE)) {
      for (int seed = 1; seed <= 3; seed++) {
        Case tested = new Cases(seed).of(spec, LENGTHS, Cases.Start.GIVEN);
        if (mutant == Mutant.NONE || !concerns(mutant, spec)) {
          assertThatCode(() -> check(tested, mutant))
              .as("%s of %s", mutant, tested)
              .doesNotThrowAnyException();
        } else {
          assertThat(fails(tested, mutant)).as("%s of %s is seen", mutant, tested).isTrue();
          seen++;
        }
      }
    }
    assertThat(seen)
        .isEqualTo(
            mutant == Mutant.NONE ? 0 : mutant == Mutant.BIAS_GRADIENT_WITHOUT_RESET ? 3 : 6);
  }

  /// Before the matmul b_n and b_hn do have one gradient.
  private static boolean concerns(Mutant mutant, GruSpec spec) {
    return mutant != Mutant.BIAS_GRADIENT_WITHOUT_RESET || spec.reset() == Reset.AFTER_MATMUL;
  }

  private static final Set<Mutant> BACKWARD =
      EnumSet.range(Mutant.MISSING_HIDDEN_GRADIENT, Mutant.GRADIENT_OF_LAST_STEP_ONLY);

  private static boolean fails(Case tested, Mutant mutant) {
    try {
      check(tested, mutant);
      return false;
    } catch (AssertionError e) {
      // Each kind of mistake must be seen by the kind of check that is made for it.
      boolean byGradient = e.getMessage().contains("gradient of");
      assertThat(byGradient).as(e.getMessage()).isEqualTo(BACKWARD.contains(mutant));
      return true;
    }
  }

  /// Forward mistakes must be seen in the gradients too, which are compared even if outputs would
  /// pass.
  @ParameterizedTest
  @EnumSource(
      value = Mutant.class,
      names = {
        "SWAPPED_GATES",
        "MOVED_RESET",
        "FLIPPED_UPDATE",
        "NO_CANDIDATE_BIAS",
        "SHIFTED_TIME",
        "FORGOTTEN_JOINS",
        "DROPPED_LAST_ROW",
        "WRONG_BIAS_SUM",
        "NO_CARRY"
      })
  void gradientsSeeForwardMistakesByThemselves(Mutant mutant) {
    for (GruSpec spec : List.of(AFTER, BEFORE)) {
      Case tested = new Cases(9).of(spec, LENGTHS, Cases.Start.GIVEN);
      try (Workspace workspace = Workspace.threads(1)) {
        Case.Gradient gradient = tested.run(workspace, Case.Path.FUSED).gradient();
        assertThat(failsInGradients(new OracleCheck(tested, mutant), gradient))
            .as("%s", tested)
            .isTrue();
        assertThat(failsInGradients(new OracleCheck(tested, Mutant.NONE), gradient)).isFalse();
      }
    }
  }

  private static boolean failsInGradients(OracleCheck check, Case.Gradient gradient) {
    try {
      check.gradients(gradient, 6);
      return false;
    } catch (AssertionError e) {
      return true;
    }
  }

  /// So do the few directions along which large stacks are compared.
  @ParameterizedTest
  @EnumSource(
      value = Mutant.class,
      names = {
        "NONE",
        "MISSING_HIDDEN_GRADIENT",
        "SWAPPED_GATE_GRADIENTS",
        "BIAS_GRADIENT_WITHOUT_RESET",
        "GRADIENT_OF_LAST_STEP_ONLY"
      })
  void directionsSeeMistakesInGradients(Mutant mutant) {
    Case tested = new Cases(9).of(AFTER, LENGTHS, Cases.Start.GIVEN);
    try (Workspace workspace = Workspace.threads(1)) {
      Case.Gradient right = tested.run(workspace, Case.Path.FUSED).gradient();
      Case.Gradient given = GradientMutants.apply(mutant, tested, tested.layout(), right);
      DirectionCheck directions = new OracleCheck(tested, Mutant.NONE).directions();
      if (mutant == Mutant.NONE) {
        assertThat(directions.each(given)).isLessThan(OracleCheck.GRADIENT);
      } else {
        assertThatThrownBy(() -> directions.each(given))
            .isInstanceOf(AssertionError.class)
            .hasMessageContaining("gradient of");
      }
    }
  }

  private static void check(Case tested, Mutant mutant) {
    try (Workspace workspace = Workspace.threads(1)) {
      OracleCheck.of(tested, mutant, workspace, 6);
    }
  }
}
