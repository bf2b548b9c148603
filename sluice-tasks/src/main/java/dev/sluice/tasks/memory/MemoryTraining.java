package dev.sluice.tasks.memory;

import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.train.data.Batch;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.data.Example;
import dev.sluice.train.data.IndexedDataset;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.optim.Adam;
import dev.sluice.train.optim.Schedule;
import java.util.AbstractList;
import java.util.List;

/// How a [MemoryTask] is trained: Adam along half a cosine, gradients clipped, each part on samples
/// drawn anew.
///
/// @param rate the learning rate at first
/// @param samples in all
/// @param batch samples of a step
public record MemoryTraining(double rate, int samples, int batch) {
  /// Units of every cell.
  public static final int UNITS = 64;

  /// Epochs are only where progress is told: the samples are cut in so many parts.
  public static final int PARTS = 20;

  private static final int TEST = 1000;

  /// The cells that are compared.
  public enum Cell {
    /// The plain recurrent network.
    RNN,
    /// Long short-term memory, forget bias 1 at first.
    LSTM,
    /// Gated recurrent unit, as it is made by default.
    GRU,
    /// The same, begun so that it keeps its state for some fifty steps: update bias −4 (after
    /// Tallec and Ollivier 2018, arXiv 1804.11188).
    PATIENT_GRU;

    /// One layer of it.
    public RecurrentSpec<?> spec(int inputs) {
      return switch (this) {
        case RNN -> RnnSpec.of(inputs, UNITS);
        case LSTM -> LstmSpec.of(inputs, UNITS);
        case GRU -> GruSpec.of(inputs, UNITS);
        case PATIENT_GRU -> GruSpec.of(inputs, UNITS).gateBias(-4, 0);
      };
    }
  }

  /// Samples to train on, made when they are asked for; each part draws its own of all, so that
  /// over the whole training some come more than once and some never.
  public IndexedDataset<Batch> data(MemoryTask task, int steps, Seed seed) {
    return Dataset.of(samples(task, steps, seed.named("train"), samples)).perEpoch(samples / PARTS);
  }

  /// A thousand others, to measure with.
  public IndexedDataset<Batch> test(MemoryTask task, int steps, Seed seed) {
    return Dataset.of(samples(task, steps, seed.named("test"), TEST));
  }

  private static List<Example> samples(MemoryTask task, int steps, Seed seed, int count) {
    return new AbstractList<>() {
      @Override
      public Example get(int i) {
        return task.sample(steps, seed.at(i));
      }

      @Override
      public int size() {
        return count;
      }
    };
  }

  /// The trainer; listener, threads and stop signal may be added.
  public Trainer<Batch> trainer(MemoryNetwork network, MemoryTask task, Seed seed) {
    long steps = (long) PARTS * Math.ceilDiv(samples / PARTS, batch);
    return Trainer.of(network, task.loss())
        .optimizer(Adam.rate(Schedule.cosine(rate, steps)))
        .clipNorm(1)
        .batchSize(batch)
        .epochs(PARTS)
        .seed(seed);
  }
}
