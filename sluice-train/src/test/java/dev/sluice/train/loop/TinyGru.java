package dev.sluice.train.loop;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.Gru;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.train.data.Batch;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.data.Example;
import dev.sluice.train.data.IndexedDataset;
import java.util.ArrayList;
import java.util.List;

/// A GRU with dropout and a linear layer on its last state, and something to learn for it: the mean
/// of the first feature plus the last of the second.
final class TinyGru implements Network {
  static final int FEATURES = 3;

  private final Parameters parameters;
  private final Gru gru;
  private final Linear head;
  private final float dropout;

  TinyGru(int hidden, float dropout) {
    this(GruSpec.of(FEATURES, hidden), dropout);
  }

  TinyGru(GruSpec spec, float dropout) {
    parameters = Parameters.initialised(Seed.of(11));
    gru = Gru.create(spec, parameters.scope("gru"));
    head = Linear.create(spec.hiddenSize(), 1, parameters.scope("head"));
    this.dropout = dropout;
    parameters.complete();
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public Var forward(Tape tape, Batch batch) {
    SeqVar hidden = gru.forward(tape.seq(batch.x()));
    return head.forward(hidden.last().dropout(dropout));
  }

  static IndexedDataset<Batch> data(int examples, long seed) {
    List<Example> result = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      Seed random = Seed.of(seed).at(i);
      Tensor x = Tensor.zeros(i == 3 ? 0 : 1 + random.below(9, 0), FEATURES);
      float target = 0;
      int steps = x.shape().dim(0);
      for (int t = 0; t < steps; t++) {
        for (int f = 0; f < FEATURES; f++) {
          x.data()[t * FEATURES + f] = random.normal(1 + t * FEATURES + f);
        }
        target += x.get(t, 0) / steps;
      }
      result.add(Example.sequence(x, steps == 0 ? 0 : target + 0.5f * x.get(steps - 1, 1)));
    }
    return Dataset.of(result);
  }
}
