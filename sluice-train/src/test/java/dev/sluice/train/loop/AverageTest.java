package dev.sluice.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.tensor.Seed;
import dev.sluice.train.loop.TrainingEvent.Stepped;
import dev.sluice.train.loss.Loss;
import dev.sluice.train.optim.Adam;
import dev.sluice.train.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AverageTest {
  /// Σ dᵗ⁻ⁱ·w(i) / Σ dᵗ⁻ⁱ in double, from all parameters that ever were.
  private static double oracle(List<float[]> history, int value, double decay) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < history.size(); i++) {
      double weight = Math.pow(decay, history.size() - 1 - i);
      sum += weight * history.get(i)[value];
      weights += weight;
    }
    return sum / weights;
  }

  @Test
  void followsTheDefinition() {
    for (double decay : new double[] {0.3, 0.9, 0.999}) {
      Average average = new Average(new float[7], 0);
      List<float[]> history = new ArrayList<>();
      for (int step = 0; step < 300; step++) {
        float[] w = new float[7];
        for (int i = 0; i < 7; i++) {
          w[i] = i + Seed.of(step).normal(i);
        }
        history.add(w);
        average.add(w, decay);
        for (int i = 0; i < 7; i++) {
          // Half a unit in the last place of each step, remembered for 1/(1−d) steps.
          double lag = 2e-7 * (1 + i) * Math.min(step + 1, 1 / (1 - decay));
          assertThat(average.values[i])
              .isCloseTo((float) oracle(history, i, decay), Offset.offset((float) lag));
        }
      }
      assertThat(average.steps()).isEqualTo(300);
    }
  }

  @Test
  void theFinalNetworkIsTheAverage() {
    TinyGru network = new TinyGru(6, 0);
    List<float[]> history = new ArrayList<>();
    Trainer.of(network, Loss.mse())
        .optimizer(Adam.rate(0.02))
        .average(0.8)
        .batchSize(4)
        .epochs(6)
        .listener(event -> {
          if (event instanceof Stepped) {
            history.add(network.parameters().values().clone());
          }
        })
        .fit(TinyGru.data(20, 5));
    float[] values = network.parameters().values();
    assertThat(history).hasSize(30);
    for (int i = 0; i < values.length; i++) {
      assertThat((double) values[i]).isCloseTo(oracle(history, i, 0.8), Offset.offset(3e-6));
    }
    assertThat(values).isNotEqualTo(history.getLast());
  }

  /// What is validated is what one gets: the best epoch's average, not its last weights.
  @Test
  void validationMeasuresTheAverage() {
    TinyGru network = new TinyGru(6, 0);
    TrainingReport report =
        Trainer.of(network, Loss.mse())
            .optimizer(Adam.rate(0.05))
            .average(0.9)
            .batchSize(4)
            .epochs(8)
            .fit(TinyGru.data(20, 5), TinyGru.data(9, 99));
    TrainingReport again =
        Trainer.of(network, Loss.mse())
            .optimizer(Sgd.rate(0))
            .epochs(1)
            .batchSize(4)
            .fit(TinyGru.data(20, 5), TinyGru.data(9, 99));
    assertThat(again.bestLoss()).isEqualTo(report.bestLoss());
  }
}
