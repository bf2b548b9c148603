package dev.sluice.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.train.loop.TrainingEvent.Parted;
import dev.sluice.train.loss.Loss;
import dev.sluice.train.optim.Adam;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class OverfittingTest {
  /// Training losses fall by 1 from 20 on.
  private static List<EpochLoss> falling(double... validation) {
    List<EpochLoss> result = new ArrayList<>();
    for (int i = 0; i < validation.length; i++) {
      result.add(new EpochLoss(i + 1, 20 - i, OptionalDouble.of(validation[i])));
    }
    return result;
  }

  @Test
  void isFoundWhenTheBestIsOldAndClearlyExceeded() {
    assertThat(Overfitting.in(falling(3, 2, 2.2, 2.2, 2.2, 2.2))).isEmpty();
    Overfitting found = Overfitting.in(falling(3, 2, 2.2, 2.2, 2.2, 2.2, 2.2, 9)).orElseThrow();
    assertThat(found.best().epoch()).isEqualTo(2);
    assertThat(found.now().epoch()).isEqualTo(7);
    assertThat(Overfitting.in(falling(3, 2, 2.09, 2.09, 2.09, 2.09, 2.09, 2.09))).isEmpty();
    assertThat(Overfitting.in(falling(-1, -0.9, -0.9, -0.9, -0.9, -0.96))).isEmpty();
    assertThat(Overfitting.in(falling(-1, -0.9, -0.9, -0.9, -0.9, -0.94))).isPresent();
  }

  @Test
  void isNotFoundWhereTrainingGetsWorseToo() {
    List<EpochLoss> rising = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      rising.add(new EpochLoss(i + 1, 1 + i, OptionalDouble.of(1 + i)));
    }
    assertThat(Overfitting.in(rising)).isEmpty();
    assertThat(Overfitting.in(List.of(new EpochLoss(1, 1, OptionalDouble.empty())))).isEmpty();
  }

  @Test
  void isToldOnceAndStandsInTheReport() {
    List<Overfitting> heard = new ArrayList<>();
    TrainingReport report =
        Trainer.of(new TinyGru(24, 0), Loss.mse())
            .optimizer(Adam.rate(0.03))
            .batchSize(4)
            .epochs(200)
            .listener(event -> {
              if (event instanceof Parted parted) {
                heard.add(parted.warning());
              }
            })
            .fit(TinyGru.data(8, 5), TinyGru.data(30, 99));
    assertThat(heard).hasSize(1).containsExactly(report.overfitting().orElseThrow());
    assertThat(heard.getFirst().advice())
        .contains("more data, dropout, weight decay")
        .contains("patience(n)")
        .contains("since epoch " + heard.getFirst().best().epoch());
  }
}
