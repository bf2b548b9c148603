package dev.sluice.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.train.data.Batch;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.data.IndexedDataset;
import dev.sluice.train.loss.Loss;
import dev.sluice.train.optim.Adam;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An estimate leaves network, optimiser and listener as they were.
class FootprintTest {
  private static Trainer<Batch> trainer(TinyGru network, Adam adam) {
    return Trainer.of(network, Loss.mse())
        .optimizer(adam)
        .clipNorm(1)
        .weightNoise(0.01)
        .average(0.9)
        .batchSize(4)
        .epochs(3);
  }

  @Test
  void saysWhatItTakesAndChangesNothing() {
    TinyGru network = new TinyGru(9, 0.2f);
    float[] start = network.parameters().values().clone();
    Adam adam = Adam.rate(0.01);
    List<TrainingEvent> events = new ArrayList<>();
    Trainer<Batch> trainer = trainer(network, adam).listener(events::add);
    trainer.slice = 0.02;
    Footprint footprint = trainer.estimate(TinyGru.data(18, 5), TinyGru.data(9, 6));
    assertThat(network.parameters().values()).isEqualTo(start);
    assertThat(adam.steps()).isZero();
    assertThat(adam.state().slots()).isEmpty();
    assertThat(events).isEmpty();

    long one = 4L * network.parameters().size();
    assertThat(footprint.values()).isEqualTo(network.parameters().size());
    assertThat(footprint.memory().parameters()).isEqualTo(one);
    assertThat(footprint.memory().optimizer()).isEqualTo(2 * one);
    assertThat(footprint.memory().copies()).isEqualTo(4 * one);
    assertThat(footprint.memory().workspace()).isGreaterThan(one);
    Footprint.Time time = footprint.time();
    assertThat(time.stepsPerEpoch()).hasValue(5);
    assertThat(time.validationsPerEpoch()).hasValue(3);
    assertThat(time.step()).isPositive();
    assertThat(time.validation()).isPositive();
    assertThat(time.total()).hasValue(3 * (5 * time.step() + 3 * time.validation()));
    assertThat(footprint).asString().contains("parameters").contains("for 3 epochs");

    // The same bits as without an estimate.
    trainer.fit(TinyGru.data(18, 5), TinyGru.data(9, 6));
    TinyGru other = new TinyGru(9, 0.2f);
    trainer(other, Adam.rate(0.01)).fit(TinyGru.data(18, 5), TinyGru.data(9, 6));
    assertThat(network.parameters().values()).isEqualTo(other.parameters().values());
  }

  /// What lives in the heap while training, beside what was there before.
  @Test
  void whatItPredictsIsWhatIsHeld() {
    IndexedDataset<Batch> data = TinyGru.data(96, 5);
    long before = used();
    TinyGru network = new TinyGru(GruSpec.of(TinyGru.FEATURES, 600).layers(2), 0.2f);
    List<Long> held = new ArrayList<>();
    Trainer<Batch> trainer =
        Trainer.of(network, Loss.mse())
            .optimizer(Adam.rate(0.001))
            .clipNorm(1)
            .average(0.9)
            .batchSize(32)
            .epochs(1)
            .listener(event -> {
              if (event instanceof TrainingEvent.Stepped) {
                held.add(used() - before);
              }
            });
    trainer.slice = 0.02;
    trainer.fit(data);
    long predicted = trainer.estimate(data).memory().total();
    assertThat((double) held.getLast() / predicted)
        .as("%s of %d", held, predicted)
        .isBetween(0.9, 1.1);
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void aStreamHasNoNumberOfSteps() {
    TinyGru network = new TinyGru(3, 0);
    Dataset<Batch> unknown =
        new Dataset<>() {
          @Override
          public Iterable<Batch> batches(int size, Seed order) {
            return TinyGru.data(8, 1).batches(size, order);
          }

          @Override
          public Iterable<Batch> batches(int size) {
            return TinyGru.data(8, 1).batches(size);
          }
        };
    Trainer<Batch> trainer = Trainer.of(network, Loss.mse());
    trainer.slice = 0.02;
    Footprint footprint = trainer.estimate(unknown);
    assertThat(footprint.time().total()).isEmpty();
    assertThat(footprint.memory().copies()).isZero();
    assertThat(footprint).asString().contains("number of steps unknown");
    assertThatThrownBy(() -> Trainer.of(network, Loss.mse()).estimate(Dataset.of(List.of())))
        .hasMessageContaining("empty");
  }
}
