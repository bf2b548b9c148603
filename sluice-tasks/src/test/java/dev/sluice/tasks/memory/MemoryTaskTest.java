package dev.sluice.tasks.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.memory.MemoryTraining.Cell;
import dev.sluice.train.data.Example;
import dev.sluice.train.loop.TrainingReport;
import org.junit.jupiter.api.Test;

class MemoryTaskTest {
  @Test
  void theSumIsOfOneMarkedNumberInEachHalf() {
    for (int i = 0; i < 100; i++) {
      Example sample = MemoryTask.ADDING.sample(7, Seed.of(1).at(i));
      float[] x = sample.x().data();
      float sum = 0;
      int marks = 0;
      for (int t = 0; t < 7; t++) {
        sum += x[2 * t] * x[2 * t + 1];
        marks += (int) x[2 * t + 1] << (t < 3 ? 0 : 8);
      }
      assertThat(marks).isEqualTo(0x101);
      assertThat(sample.y().data()[0]).isCloseTo(sum, within(1e-6f));
    }
    assertThat(MemoryTask.ADDING.sample(7, Seed.of(1)).x().data())
        .isEqualTo(MemoryTask.ADDING.sample(7, Seed.of(1)).x().data());
  }

  @Test
  void theCopyIsOfTheFirstTen() {
    Example sample = MemoryTask.COPY.sample(5, Seed.of(2));
    assertThat(sample.length()).isEqualTo(25);
    for (int t = 0; t < 25; t++) {
      float target = sample.y().get(t);
      int hot = 0;
      for (int k = 0; k < 10; k++) {
        hot += ((int) sample.x().get(t, k)) * k;
      }
      assertThat(hot).isEqualTo(t < 10 ? (int) sample.y().get(t + 15) : t == 14 ? 9 : 8);
      assertThat(target).isBetween(0f, t < 15 ? 8f : 7f);
    }
  }

  private static double loss(MemoryTask task, Cell cell, int steps, int samples) {
    MemoryTraining training = new MemoryTraining(1e-2, samples, 32);
    MemoryNetwork network =
        MemoryNetwork.create(cell.spec(task.inputs()), task.outputs(), Seed.of(1));
    TrainingReport report =
        training
            .trainer(network, task, Seed.of(2))
            .fit(training.data(task, steps, Seed.of(3)), training.test(task, steps, Seed.of(3)));
    return report.epochs().get(report.bestEpoch() - 1).validation().orElseThrow();
  }

  /// Without memory it is 0.167.
  @Test
  void gatesRemember() {
    assertThat(loss(MemoryTask.ADDING, Cell.GRU, 20, 8000)).isLessThan(0.01);
    assertThat(loss(MemoryTask.ADDING, Cell.LSTM, 20, 8000)).isLessThan(0.05);
  }

  /// First the blanks are learned, which leaves the loss of guessing; of all symbols it would be ln
  /// 10.
  @Test
  void theCopyTaskBeginsWithItsBlanks() {
    assertThat(loss(MemoryTask.COPY, Cell.GRU, 2, 2000))
        .isBetween(0.5 * MemoryTask.COPY.chance(2), 1.05 * MemoryTask.COPY.chance(2));
  }
}
