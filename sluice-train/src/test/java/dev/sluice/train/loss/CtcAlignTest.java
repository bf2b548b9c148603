package dev.sluice.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.testing.RandomSeed;
import dev.sluice.testing.oracle.CtcPaths;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class CtcAlignTest {
  private static final long SEED = RandomSeed.forClass(CtcAlignTest.class);
  private static long trial;

  private final Random random = new Random(SEED + trial++);

  @RepeatedTest(100)
  void theLikeliestPathIsFound() {
    int classes = 2 + random.nextInt(3);
    int[] frames = {1 + random.nextInt(6)};
    CtcCase one = CtcCase.random(random, classes, 2, frames, new int[] {random.nextInt(6)});
    CtcPaths paths = new CtcPaths(one.values(0));
    List<int[]> saying = paths.saying(one.target(0));
    int[] best = saying.getFirst();
    for (int[] path : saying) {
      best = paths.score(path) > paths.score(best) ? path : best;
    }
    int[] found = Ctc.align(Tensor.matrix(one.logits()[0]), one.targets()[0]);
    assertThat(found).as("%s", one).containsExactly(best);
    assertThat(Ctc.collapse(found)).containsExactly(one.targets()[0]);
  }

  @Test
  void ofEquallyLikelyPathsItMovesOnEarliest() {
    assertThat(Ctc.align(Tensor.zeros(5, 3), 2, 1)).containsExactly(2, 1, 0, 0, 0);
    assertThat(Ctc.align(Tensor.zeros(5, 3), 2, 2)).containsExactly(2, 0, 2, 0, 0);
    assertThat(Ctc.align(Tensor.zeros(3, 3), 1, 2, 1)).containsExactly(1, 2, 1);
    assertThat(Ctc.align(Tensor.zeros(3, 3))).containsExactly(0, 0, 0);
    Tensor tie = Tensor.matrix(new float[][] {{0, 5, 0}, {1, 1, 0}, {0, 0, 5}});
    assertThat(Ctc.align(tie, 1, 2)).containsExactly(1, 0, 2);
    Tensor says = Tensor.matrix(new float[][] {{0, 0}, {0, 1}, {0, 1}, {0, 0}, {0, 0}});
    assertThat(Ctc.align(says, 1)).containsExactly(1, 1, 1, 0, 0);
  }

  @Test
  void aForbiddenClassIsNotOnThePath() {
    float no = Float.NEGATIVE_INFINITY;
    Tensor logits = Tensor.matrix(new float[][] {{0, no, 9}, {0, -1e9f, 9}, {no, no, 0}});
    assertThat(Ctc.align(logits, 1, 2)).containsExactly(0, 1, 2);
    assertThatThrownBy(() -> Ctc.align(logits, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("forbid every path");
  }

  @Test
  void nothingIsAligned() {
    assertThat(Ctc.align(Tensor.zeros(0, 3))).isEmpty();
  }

  @Test
  void whatCannotBeSaidIsRefused() {
    assertThatThrownBy(() -> Ctc.align(Tensor.zeros(3, 3), 1, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 3 frames, its target of 3 symbols needs 4");
    assertThatThrownBy(() -> Ctc.align(Tensor.zeros(3, 3), 3))
        .hasMessageContaining("has id 3 at 0; symbols are 1 … 2");
    assertThatThrownBy(() -> Ctc.align(Tensor.zeros(9), 1)).hasMessageContaining("[T,K]");
    Tensor bad = Tensor.matrix(new float[][] {{0, 1}, {Float.NaN, 0}});
    assertThatThrownBy(() -> Ctc.align(bad, 1)).hasMessageContaining("logit 0 of frame 1 is NaN");
    Tensor most = Tensor.matrix(new float[][] {{0, Float.POSITIVE_INFINITY}});
    assertThatThrownBy(() -> Ctc.align(most, 1)).hasMessageContaining("logit 1 of frame 0");
  }

  @Test
  void repeatsAndBlanksAreDropped() {
    assertThat(Ctc.collapse(0, 0, 1, 1, 0, 1, 2, 2, 0)).containsExactly(1, 1, 2);
    assertThat(Ctc.collapse(3, 3, 2)).containsExactly(3, 2);
    assertThat(Ctc.collapse(0, 0)).isEmpty();
    assertThat(Ctc.collapse()).isEmpty();
  }
}
