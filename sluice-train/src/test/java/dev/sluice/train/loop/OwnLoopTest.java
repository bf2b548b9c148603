package dev.sluice.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.train.data.Batch;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.loss.Loss;
import dev.sluice.train.optim.Adam;
import org.junit.jupiter.api.Test;

/// The loop in the user's own hands, as the documentation shows it.
class OwnLoopTest {
  @Test
  void learns() {
    TinyGru net = new TinyGru(8, 0);
    Dataset<Batch> data = TinyGru.data(20, 5);
    Seed seed = Seed.of(42);
    Adam adam = Adam.rate(1e-2);
    float first = Float.NaN;
    float last = Float.NaN;
    try (Workspace workspace = Workspace.threads(2)) {
      for (int epoch = 0; epoch < 100; epoch++) {
        for (Batch batch : data.batches(32, seed.at(epoch))) {
          try (Tape tape = workspace.record(seed.at(batch.number()))) {
            Var loss = Loss.mae().of(net.forward(tape, batch), batch);
            adam.step(net.parameters(), tape.backward(loss).clipNorm(1));
            last = loss.item();
          }
        }
        first = epoch == 0 ? last : first;
      }
    }
    assertThat(last).isLessThan(first / 2);
  }
}
