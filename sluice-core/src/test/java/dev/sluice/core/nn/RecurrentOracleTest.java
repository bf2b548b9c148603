package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Workspace;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Random recurrent stacks against the oracle in double: 50 in each build, as many as
/// `-Dsluice.oracle.cases=1000` asks for on demand; `-Dsluice.oracle.seed=…` repeats a run.
class RecurrentOracleTest {
  private static final int CASES = Integer.getInteger("sluice.oracle.cases", 50);
  private static final long SEED =
      Long.getLong("sluice.oracle.seed", new Random().nextInt(1_000_000));

  private static OracleCheck.Errors worst = new OracleCheck.Errors(0, 0);

  @TestFactory
  Stream<DynamicTest> randomStacks() {
    System.out.printf(
        "oracle: seed %d; replay: mvn verify -Dtest=RecurrentOracleTest -Dsurefire.failIfNoSpecifiedTests=false -Dsluice.oracle.seed=%d -Dsluice.oracle.cases=%d%n",
        SEED, SEED, CASES);
    return IntStream.range(0, CASES)
        .mapToObj(i -> DynamicTest.dynamicTest("case " + i + " of seed " + SEED, () -> check(i)));
  }

  private static void check(int i) {
    Cases cases = new Cases(SEED * 1_000_003 + i);
    try (Workspace workspace = Workspace.threads(1)) {
      OracleCheck.Errors errors =
          switch (i % 25) {
            case 7 -> large(cases.any(Cases.Size.LARGE), workspace);
            case 3, 11, 19 ->
                OracleCheck.of(cases.any(Cases.Size.MEDIUM), Mutant.NONE, workspace, 1);
            default -> OracleCheck.of(cases.any(Cases.Size.SMALL), Mutant.NONE, workspace, 8);
          };
      worst = worst.max(errors);
    }
  }

  /// All steps forward and along the whole gradient; tensor by tensor an eighth of the steps, which
  /// takes an eighth of the time.
  private static OracleCheck.Errors large(Case large, Workspace workspace) {
    OracleCheck check = new OracleCheck(large, Mutant.NONE);
    Case.Outcome outcome = large.run(workspace, Case.Path.FUSED);
    double forward = check.forward(outcome);
    double whole = check.directions().whole(outcome.gradient());
    Case begin = large.eighth();
    Case.Gradient gradient = begin.run(workspace, Case.Path.FUSED).gradient();
    double each = new OracleCheck(begin, Mutant.NONE).directions().each(gradient);
    return new OracleCheck.Errors(forward, Math.max(whole, each));
  }

  @AfterAll
  static void report() {
    System.out.printf(
        "oracle: %d cases, largest errors: forward %.1e absolute, gradients %.1e relative%n",
        CASES, worst.forward(), worst.gradient());
  }
}
