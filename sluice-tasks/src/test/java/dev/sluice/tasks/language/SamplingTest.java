package dev.sluice.tasks.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.tensor.Seed;
import org.junit.jupiter.api.Test;

class SamplingTest {
  private static final int DRAWS = 20_000;

  /// Logarithms of 0.5, 0.3, 0.15, 0.05, behind a symbol that is never chosen.
  private static float[] logits() {
    return new float[] {
      9,
      (float) Math.log(0.5),
      (float) Math.log(0.3),
      (float) Math.log(0.15),
      (float) Math.log(0.05)
    };
  }

  private static double[] shares(Sampling sampling) {
    double[] shares = new double[5];
    for (int i = 0; i < DRAWS; i++) {
      shares[sampling.choose(logits(), 0, Seed.of(1), i)] += 1.0 / DRAWS;
    }
    return shares;
  }

  @Test
  void temperatureOneKeepsTheProbabilities() {
    assertThat(shares(Sampling.of(1)))
        .containsExactly(new double[] {0, 0.5, 0.3, 0.15, 0.05}, within(0.01));
  }

  @Test
  void lowTemperaturesSharpen() {
    double[] squares = {0, 0.25, 0.09, 0.0225, 0.0025};
    for (int i = 0; i < 5; i++) {
      squares[i] /= 0.365;
    }
    assertThat(shares(Sampling.of(0.5))).containsExactly(squares, within(0.01));
    assertThat(Sampling.of(0).choose(logits(), 0, Seed.of(1), 0)).isEqualTo(1);
  }

  @Test
  void onlyTheMostLikelyAreChosen() {
    assertThat(shares(Sampling.of(1).topK(2)))
        .containsExactly(new double[] {0, 0.625, 0.375, 0, 0}, within(0.01));
    assertThat(shares(Sampling.of(1).topP(0.8)))
        .containsExactly(new double[] {0, 0.625, 0.375, 0, 0}, within(0.01));
    assertThat(shares(Sampling.of(1).topP(0.81)))
        .containsExactly(new double[] {0, 0.526, 0.316, 0.158, 0}, within(0.01));
  }

  @Test
  void wrongSettingsAreRefused() {
    assertThatThrownBy(() -> Sampling.of(-1)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> Sampling.of(Double.NaN)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> Sampling.of(1).topK(0)).hasMessageContaining("top 0");
    assertThatThrownBy(() -> Sampling.of(1).topP(0)).hasMessageContaining("(0,1]");
  }
}
