package dev.sluice.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.testing.RandomSeed;
import dev.sluice.train.loss.CtcOracle.Mistake;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Against the paper's equations in logarithms and double, and whether that comparison can see.
class CtcOracleTest {
  private static final long SEED = RandomSeed.forClass(CtcOracleTest.class);

  /// Rounding to float, and that of logarithms of a few hundred in the oracle.
  private static final double TOLERANCE = 1e-6;

  private static final Set<Mistake> IN_GRADIENT_ONLY =
      EnumSet.range(Mistake.SLOPE_OF_LOG_SOFTMAX, Mistake.SHIFTED_SHARES);

  private final Random random = new Random(SEED);

  private static double[] check(CtcCase batch, Mistake mistake) {
    CtcCase.Answer answer = batch.run();
    double[] worst = new double[2];
    for (int i = 0; i < batch.batch(); i++) {
      CtcOracle oracle = new CtcOracle(batch.values(i), batch.targets()[i], mistake);
      double[] off = batch.check(answer, i, oracle.loss(), oracle.gradient(), TOLERANCE);
      worst[0] = Math.max(worst[0], off[0]);
      worst[1] = Math.max(worst[1], off[1]);
    }
    return worst;
  }

  @Test
  void longSequencesFollowTheEquations() {
    double[] worst = new double[2];
    for (int trial = 0; trial < 20; trial++) {
      int classes = 2 + random.nextInt(29);
      int[] frames = {1 + random.nextInt(200), 0, 200, random.nextInt(60), 120};
      int[] symbols = {random.nextInt(51), 0, 50, 50, 0};
      double spread = random.nextBoolean() ? 1 : 20;
      double[] off = check(CtcCase.random(random, classes, spread, frames, symbols), Mistake.NONE);
      worst[0] = Math.max(worst[0], off[0]);
      worst[1] = Math.max(worst[1], off[1]);
    }
    System.out.printf("CTC, equations: loss off by %.1e, slope by %.1e%n", worst[0], worst[1]);
  }

  @ParameterizedTest
  @EnumSource(Mistake.class)
  void everyMistakeIsSeen(Mistake mistake) {
    int[][] targets = {{2, 2, 1, 3}, {1, 3, 1}};
    for (int seed = 1; seed <= 3; seed++) {
      CtcCase drawn = CtcCase.random(new Random(seed), 4, 1, new int[] {7, 9}, new int[] {0, 0});
      CtcCase batch = new CtcCase(drawn.logits(), targets, 4);
      String seen = failure(batch, mistake);
      String expected =
          mistake == Mistake.NONE ? "" : IN_GRADIENT_ONLY.contains(mistake) ? "gradient" : "loss";
      assertThat(seen).as("%s of %s", mistake, batch).isEqualTo(expected);
    }
  }

  private static String failure(CtcCase batch, Mistake mistake) {
    try {
      check(batch, mistake);
      return "";
    } catch (AssertionError e) {
      return e.getMessage().contains("[loss") ? "loss" : "gradient";
    }
  }

  /// One symbol is e^−20000 times likelier at each frame than what the target needs.
  @Test
  void unlikelyTargetsAreRight() {
    for (float far : new float[] {300, 745, 1e4f, 1e6f}) {
      CtcCase drawn = CtcCase.random(random, 4, 1, new int[] {60, 12}, new int[] {25, 12});
      for (float[][] sequence : drawn.logits()) {
        for (float[] frame : sequence) {
          frame[3] += far;
          frame[1] -= far;
        }
      }
      int[][] targets = {new int[25], {1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2}};
      Arrays.fill(targets[0], 1);
      CtcCase batch = new CtcCase(drawn.logits(), targets, 4);
      CtcCase.Answer answer = batch.run();
      assertThat(answer.losses()[1]).isGreaterThan(12 * far);
      check(batch, Mistake.NONE);
    }
  }

  /// The likeliest beginnings, by far more than a double can tell, lead nowhere.
  @Test
  void theOnlyPathIsNotLostAmongLikelierBeginnings() {
    float[][] logits = {{0, 1e4f, 0}, {1e4f, 0, 0}, {1e4f, 0, 0}, {0, -1e4f, 1}};
    CtcCase batch = new CtcCase(new float[][][] {logits}, new int[][] {{1, 1, 2}}, 3);
    // The one path: 1 ─ 1 2.
    CtcCase.Answer answer = batch.run();
    assertThat(answer.losses()[0]).isEqualTo(10_000 + (float) Math.log1p(Math.exp(-1)));
    assertThat(answer.slopes()[0][2]).containsExactly(1, -1, 0);
    double half = 1 / (1 + Math.exp(-1));
    assertThat(answer.slopes()[0][3][0]).isCloseTo((float) (1 - half), within(1e-7f));
    assertThat(answer.slopes()[0][3][2]).isCloseTo((float) (half - 1), within(1e-7f));
  }

  @Test
  void certaintyHasNoLossAndKeepsSmallSlopes() {
    float[][] logits = {{0, 30, 0}, {30, 0, 0}, {0, 0, 30}};
    CtcCase batch = new CtcCase(new float[][][] {logits}, new int[][] {{1, 2}}, 3);
    CtcCase.Answer answer = batch.run();
    // Of all 6 e^−30 that may be said beside it, 1 or 2 at the frame of the blank say the same.
    double expected = 4 * Math.exp(-30);
    assertThat((double) answer.losses()[0]).isCloseTo(expected, within(1e-15));
    double other = Math.exp(-30) / (1 + 2 * Math.exp(-30));
    // No path says 2 at frame 0: the slope is its output.
    assertThat((double) answer.slopes()[0][0][2]).isCloseTo(other, within(1e-20));
  }

  @Test
  void aForbiddenClassIsNotOnThePath() {
    float no = Float.NEGATIVE_INFINITY;
    float[][] logits = {{no, 1, 2}, {1, no, 0}, {3, 1, no}, {0, 1, 2}};
    CtcCase batch = new CtcCase(new float[][][] {logits}, new int[][] {{1, 2}}, 3);
    CtcCase.Answer answer = batch.run();
    // 1 ─ ─ 2 and 1 2 ─ ─, but for 1 2 ─ 2.
    double p0 = Math.exp(1) / (Math.exp(1) + Math.exp(2));
    double p1 = 1 / (1 + Math.exp(1));
    double p2 = Math.exp(3) / (Math.exp(3) + Math.exp(1));
    double sum = 1 + Math.exp(1) + Math.exp(2);
    double p = p0 * p2 * ((1 - p1) * Math.exp(2) / sum + p1 / sum);
    assertThat((double) answer.losses()[0]).isCloseTo(-Math.log(p), within(1e-6));
    assertThat(answer.slopes()[0][1][1]).isZero();
    assertThat(answer.slopes()[0][0][0]).isZero();
  }

  @Test
  void whatIsForbiddenOrNoNumberIsNotHidden() {
    float no = Float.NEGATIVE_INFINITY;
    float[][][] logits = {
      {{0, no, 1}, {0, no, 1}}, {{0, 1, 2}}, {{0, Float.NaN, 1}, {1, 2, 3}}, {{no, no, no}}
    };
    CtcCase batch = new CtcCase(logits, new int[][] {{1}, {1}, {2}, {}}, 3);
    CtcCase.Answer answer = batch.run();
    assertThat(answer.losses()[0]).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(answer.slopes()[0][1]).containsOnly(Float.NaN);
    assertThat(answer.losses()[1]).isCloseTo(1.4076059f, within(1e-6f));
    assertThat(answer.losses()[2]).isNaN();
    assertThat(answer.slopes()[2][1]).containsOnly(Float.NaN);
    assertThat(answer.losses()[3]).isNaN();
  }

  @Test
  void noFloatIsTooLarge() {
    for (float far : new float[] {1e17f, 3e25f, 1e30f, 7e33f, 3e38f}) {
      float[][] logits = {{0, -far, 0}, {0, -far, 0}};
      CtcCase batch = new CtcCase(new float[][][] {logits}, new int[][] {{1}}, 3);
      CtcCase.Answer answer = batch.run();
      assertThat(answer.losses()[0]).isEqualTo(far);
      assertThat(answer.slopes()[0][0]).containsExactly(0, -0.5f, 0.5f);
    }
    float most = Float.MAX_VALUE;
    CtcCase far = new CtcCase(new float[][][] {{{most, -most}, {0, 0}}}, new int[][] {{1}}, 2);
    assertThat(far.run().losses()[0]).isCloseTo((float) Math.log(2), within(1e-6f));
    assertThat(far.run().slopes()[0][1]).containsExactly(0.5f, -0.5f);
  }
}
