package dev.sluice.tasks.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.tensor.Seed;
import org.junit.jupiter.api.Test;

class ClassScoreTest {
  private static final double[][] SAID = {
    {0.9, 0.1, 0}, {0.6, 0.3, 0.1}, {0.2, 0.7, 0.1}, {0.1, 0.5, 0.4}, {0.3, 0.3, 0.4}
  };

  @Test
  void countsAreThoseOfTheMatrix() {
    ClassScore score = ClassScore.of(SAID, new int[] {0, 1, 1, 2, 2}, 3);
    assertThat(score.confusion()).isDeepEqualTo(new long[][] {{1, 0, 0}, {1, 1, 0}, {0, 1, 1}});
    assertThat(score.accuracy()).isEqualTo(0.6);
    assertThat(score.of(1).precision()).isEqualTo(0.5);
    assertThat(score.of(2).recall()).isEqualTo(0.5);
    assertThat(score.of(2).precision()).isEqualTo(1);
    assertThat(score.macroF1()).isCloseTo((2 / 3.0 + 0.5 + 2 / 3.0) / 3, within(1e-12));
    double nats =
        -(Math.log(0.9) + Math.log(0.3) + Math.log(0.7) + Math.log(0.4) + Math.log(0.4)) / 5;
    assertThat(score.nats()).isCloseTo(nats, within(1e-12));
    // Bins of 1/15: 0.9 hit; 0.6 missed; 0.7 hit; 0.5 missed; 0.4 hit.
    assertThat(score.calibrationError())
        .isCloseTo((0.1 + 0.6 + 0.3 + 0.5 + 0.6) / 5, within(1e-12));
  }

  /// Logits that are three times too large get the temperature 3, and mean what they say then.
  @Test
  void temperatureUndoesASharpening() {
    int count = 4000;
    float[][] logits = new float[count][2];
    int[] classes = new int[count];
    for (int i = 0; i < count; i++) {
      float honest = 2 * Seed.of(1).normal(i);
      logits[i][1] = 3 * honest;
      classes[i] = Seed.of(2).uniform(i) < 1 / (1 + Math.exp(-honest)) ? 1 : 0;
    }
    assertThat(Temperature.fit(logits, classes)).isCloseTo(3, within(0.25));
  }

  /// A handful of samples that are all right are no reason to be certain.
  @Test
  void fewSamplesChangeLittle() {
    float[][] logits = {{2, 0}, {0, 2}, {2, 0}};
    assertThat(Temperature.fit(logits, new int[] {0, 1, 0})).isBetween(0.8, 1.0);
  }
}
