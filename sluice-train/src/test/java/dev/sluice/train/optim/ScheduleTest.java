package dev.sluice.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Every schedule against its formula, at its ends and in between.
class ScheduleTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-15);

  @Test
  void cosineFallsFromTheRateToZero() {
    Schedule cosine = Schedule.cosine(0.4, 100);
    assertThat(cosine.at(0)).isEqualTo(0.4);
    assertThat(cosine.at(25)).isCloseTo(0.2 * (1 + Math.sqrt(0.5)), EXACT);
    assertThat(cosine.at(50)).isCloseTo(0.2, EXACT);
    assertThat(cosine.at(99)).isPositive();
    assertThat(cosine.at(100)).isZero();
    assertThat(cosine.at(1000)).isZero();
  }

  @Test
  void exponentialFallsAtEveryStepAndStepwiseInStairs() {
    Schedule smooth = Schedule.exponential(0.5, 0.25, 10);
    Schedule stairs = Schedule.stepwise(0.5, 0.25, 10);
    assertThat(smooth.at(0)).isEqualTo(0.5);
    assertThat(smooth.at(5)).isCloseTo(0.25, EXACT);
    assertThat(smooth.at(20)).isCloseTo(0.5 / 16, EXACT);
    assertThat(stairs.at(9)).isEqualTo(0.5);
    assertThat(stairs.at(10)).isCloseTo(0.125, EXACT);
    assertThat(stairs.at(29)).isCloseTo(0.5 / 16, EXACT);
  }

  @Test
  void warmUpRisesInALineAndThenIsTheSchedule() {
    Schedule cosine = Schedule.cosine(0.4, 100);
    Schedule warm = cosine.warmUp(4);
    for (int step = 0; step < 4; step++) {
      assertThat(warm.at(step)).isCloseTo(cosine.at(step) * (step + 1) / 4, EXACT);
    }
    assertThat(warm.at(3)).isEqualTo(cosine.at(3));
    assertThat(warm.at(60)).isEqualTo(cosine.at(60));
    assertThat(Schedule.constant(0.1).warmUp(1).at(0)).isEqualTo(0.1);
  }

  /// Each epoch of 7 steps at 0.8 of the one before, the fourth being the first lower one.
  @Test
  void aDecayThatBeginsWithTheFourthEpoch() {
    int steps = 7;
    Schedule schedule = Schedule.stepwise(1e-3, 0.8, steps).after(2 * steps);
    double[] expected = {1e-3, 1e-3, 1e-3, 8e-4, 6.4e-4, 5.12e-4};
    for (int epoch = 0; epoch < expected.length; epoch++) {
      assertThat(schedule.at(epoch * steps)).isCloseTo(expected[epoch], EXACT);
      assertThat(schedule.at(epoch * steps + steps - 1)).isCloseTo(expected[epoch], EXACT);
    }
  }

  @Test
  void itSaysWhatItIs() {
    assertThat(Adam.rate(Schedule.cosine(0.1, 9).warmUp(2)))
        .asString()
        .contains("rate 0.1 to 0 along half a cosine of 9 steps, warmed up over 2 steps");
    assertThat(Schedule.stepwise(0.1, 0.5, 3).after(6))
        .hasToString("0.1, × 0.5 per 3 steps (stairs) after 6 steps");
  }

  @Test
  void misuseIsSaid() {
    assertThatThrownBy(() -> Schedule.cosine(Double.NaN, 3)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Schedule.cosine(1, 0)).hasMessageContaining("at least 1 steps, not 0");
    assertThatThrownBy(() -> Schedule.stepwise(1, 0, 3)).hasMessageContaining("(0, 1], not 0");
    assertThatThrownBy(() -> Schedule.exponential(1, 1.5, 3)).hasMessageContaining("not 1.5");
    assertThatThrownBy(() -> Schedule.constant(1).warmUp(0)).hasMessageContaining("not 0");
    assertThatThrownBy(() -> Schedule.constant(1).after(-1)).hasMessageContaining("not -1");
  }
}
