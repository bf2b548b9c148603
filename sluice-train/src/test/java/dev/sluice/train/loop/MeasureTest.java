package dev.sluice.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.train.data.Batch;
import dev.sluice.train.data.IndexedDataset;
import dev.sluice.train.loop.TrainingEvent.EpochEnded;
import dev.sluice.train.loss.Loss;
import dev.sluice.train.optim.Adam;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// The epoch that counts is the one that measures best, whatever its loss.
class MeasureTest {
  private final IndexedDataset<Batch> train = TinyGru.data(20, 5);
  private final IndexedDataset<Batch> validation = TinyGru.data(9, 99);
  private final TinyGru network = new TinyGru(6, 0.2f);
  private final List<EpochEnded> ended = new ArrayList<>();

  /// Says what it is told to say, and remembers the values that it was asked about.
  private class Told implements Measure {
    final double[] values;
    final List<float[]> seen = new ArrayList<>();

    Told(double... values) {
      this.values = values;
    }

    @Override
    public String name() {
      return "merit";
    }

    @Override
    public OptionalDouble value(Workspace workspace, StopSignal stop) {
      workspace.inference().close();
      seen.add(network.parameters().values().clone());
      return OptionalDouble.of(values[seen.size() - 1]);
    }
  }

  private Trainer<Batch> trainer(Measure measure) {
    return Trainer.of(network, Loss.mse())
        .optimizer(Adam.rate(0.02))
        .average(0.9)
        .batchSize(4)
        .epochs(5)
        .seed(Seed.of(3))
        .listener(event -> {
          if (event instanceof EpochEnded epoch) {
            ended.add(epoch);
          }
        })
        .chooseBy(measure);
  }

  @Test
  void choosesWhatIsKept() {
    Told told = new Told(3, 7, 5, 6, 1);
    TrainingReport report = trainer(told).fit(train, validation);
    assertThat(report.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(report.bestEpoch()).isEqualTo(2);
    assertThat(report.bestMeasure()).hasValue(7);
    assertThat(report.bestLoss()).isEqualTo(report.epochs().get(1).validation());
    assertThat(report.epochs())
        .extracting(epoch -> epoch.measure().orElseThrow())
        .containsExactly(3.0, 7.0, 5.0, 6.0, 1.0);
    assertThat(ended).extracting(EpochEnded::losses).isEqualTo(report.epochs());
    // What was measured, the average, is what one gets.
    assertThat(network.parameters().values()).isEqualTo(told.seen.get(1));
  }

  @Test
  void patienceGoesByIt() {
    TrainingReport report = trainer(new Told(3, 7, 5, 6)).patience(2).fit(train, validation);
    assertThat(report.outcome()).isEqualTo(Outcome.EARLY_STOPPED);
    assertThat(report.epochs()).hasSize(4);
  }

  /// A measure that tells nothing, such as the BLEU of texts of two words, leaves it to the loss.
  @Test
  void amongEqualOnesTheLossChooses() {
    TrainingReport report = trainer(new Told(0, 0, 0, 0, 0)).fit(train, validation);
    TinyGru other = new TinyGru(6, 0.2f);
    TrainingReport byLoss =
        Trainer.of(other, Loss.mse())
            .optimizer(Adam.rate(0.02))
            .average(0.9)
            .batchSize(4)
            .epochs(5)
            .seed(Seed.of(3))
            .fit(train, validation);
    assertThat(report.bestEpoch()).isEqualTo(byLoss.bestEpoch());
    assertThat(network.parameters().values()).isEqualTo(other.parameters().values());
    assertThat(byLoss.bestMeasure()).isEmpty();
  }

  @Test
  void aDryRunAsksOnceAndCountsIt() {
    Told slow =
        new Told(1) {
          @Override
          public OptionalDouble value(Workspace workspace, StopSignal stop) {
            try {
              Thread.sleep(300);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return super.value(workspace, stop);
          }
        };
    Trainer<Batch> trainer = trainer(slow);
    trainer.slice = 0.02;
    Footprint.Time time = trainer.estimate(train, validation).time();
    assertThat(slow.seen).hasSize(1);
    assertThat(time.validation() * time.validationsPerEpoch().orElseThrow()).isGreaterThan(0.3);
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    assertThatThrownBy(() -> trainer(new Told(Double.NaN)).fit(train, validation))
        .hasMessage("merit of epoch 1 is NaN; a measure has to be a number");
    assertThatThrownBy(() -> trainer(new Told(1)).fit(train))
        .hasMessage("chooseBy needs validation data; fit(train, validation)");
  }

  @Test
  void anEpochWithoutALossIsNeverTheBest() {
    RunState state = new RunState();
    for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 0.5, Double.NaN, 0.7}) {
      state.epochDone(OptionalDouble.of(loss), OptionalDouble.empty(), new float[] {(float) loss});
    }
    assertThat(state.bestEpoch).isEqualTo(3);
    assertThat(state.bestValues).containsExactly(0.5f);
    assertThat(state.isStale(2)).isTrue();
  }
}
