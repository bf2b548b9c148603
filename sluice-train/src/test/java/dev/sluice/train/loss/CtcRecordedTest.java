package dev.sluice.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.testing.oracle.Differences;
import dev.sluice.testing.oracle.Doubles;
import org.junit.jupiter.api.Test;

/// What torch 2.13.0 says, in float64:
///
/// ```
/// x = torch.zeros(8, 3, 5, dtype=torch.float64)                       # T, B, K
/// x[t,i,k] = ((7*t + 5*k*k + 3*i*(k+1)) % 17 - 8) / 4                 # for all t, i, k
/// x.requires_grad_()
/// loss = ctc_loss(x.log_softmax(2), tensor([1,1,3,2,4,2]), tensor([8,5,6]), tensor([4,0,2]),
///                 blank=0, reduction=…)                               # none, mean; sum backwards
/// ```
class CtcRecordedTest {
  private static final int[] FRAMES = {8, 5, 6};
  private static final int[][] TARGETS = {{1, 1, 3, 2}, {}, {4, 2}};
  private static final double[] LOSSES = {8.52574241549747, 11.2828726799981, 5.36295605655093};
  private static final double MEAN = 5.365262104049325;

  private static final double[][] FIRST = {
    {-0.156458572, -0.737475793, 0.050005301, 0.369491976, 0.474437088},
    {-0.052878147, -0.316187909, 0.297457718, 0.031351813, 0.040256525},
    {-0.348726131, 0.009127648, 0.018996612, 0.140367033, 0.180234838},
    {-0.153772056, -0.733209806, 0.050005301, 0.362539473, 0.474437088},
    {-0.032625961, -0.283189383, 0.294210465, -0.018651645, 0.040256525},
    {0.020045410, 0.081875578, 0.038126102, -0.614484178, 0.474437088},
    {0.122916755, 0.490424867, -0.681207998, 0.027609851, 0.040256525},
    {-0.325051816, 0.031320119, -0.026870173, 0.140367033, 0.180234838},
  };

  private static final double[] LAST_OF_THIRD = {
    -0.351422495, 0.059266099, -0.221863315, 0.076099178, 0.437920533
  };

  private static CtcCase batch() {
    float[][][] logits = new float[3][][];
    for (int i = 0; i < 3; i++) {
      logits[i] = new float[FRAMES[i]][5];
      for (int t = 0; t < FRAMES[i]; t++) {
        for (int k = 0; k < 5; k++) {
          logits[i][t][k] = ((7 * t + 5 * k * k + 3 * i * (k + 1)) % 17 - 8) / 4f;
        }
      }
    }
    return new CtcCase(logits, TARGETS, 5);
  }

  @Test
  void itSaysWhatTorchSays() {
    CtcCase.Answer answer = batch().run();
    double mean = 0;
    for (int i = 0; i < 3; i++) {
      assertThat((double) answer.losses()[i]).isCloseTo(LOSSES[i], within(1e-6));
      mean += answer.losses()[i] / Math.max(1, TARGETS[i].length) / 3;
    }
    assertThat(mean).isCloseTo(MEAN, within(1e-6));
    Doubles first = Doubles.define(new int[] {8, 5}, at -> FIRST[at[0]][at[1]]);
    assertThat(Differences.absolute(answer.slope(0, 5), first)).isLessThan(1e-7);
    for (int k = 0; k < 5; k++) {
      assertThat((double) answer.slopes()[2][5][k]).isCloseTo(LAST_OF_THIRD[k], within(1e-7));
    }
  }
}
