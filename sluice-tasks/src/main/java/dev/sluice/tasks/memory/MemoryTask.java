package dev.sluice.tasks.memory;

import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.train.data.Example;
import dev.sluice.train.loss.Loss;

/// A task made of remembering over T steps; synthetic, a sample is a function of its key.
public enum MemoryTask {
  /// The adding problem (Hochreiter and Schmidhuber 1997): numbers in `[0,1)` with two of them
  /// marked, one in each half; their sum is asked for behind the last. Saying 1 always has a mean
  /// squared error of 1/6.
  ADDING(2, 1) {
    @Override
    public Example sample(int steps, Seed key) {
      float[] x = new float[2 * steps];
      for (int t = 0; t < steps; t++) {
        x[2 * t] = key.uniform(FIRST + t);
      }
      int a = key.below(steps / 2, 0);
      int b = steps / 2 + key.below(steps - steps / 2, 1);
      x[2 * a + 1] = 1;
      x[2 * b + 1] = 1;
      return Example.sequence(Tensor.of(Shape.of(steps, 2), x), x[2 * a] + x[2 * b]);
    }

    @Override
    public Loss loss() {
      return Loss.mse();
    }

    @Override
    public double chance(int steps) {
      return 1 / 6.0;
    }
  },

  /// The copy task (Hochreiter and Schmidhuber 1997; Arjovsky et al. 2016, arXiv 1511.06464): ten
  /// symbols of eight, T blanks, a sign to begin, and the ten are asked for in their order.
  /// Guessing them has a cross-entropy of 10·ln 8 / (T + 20) nats a step.
  COPY(10, 10) {
    @Override
    public Example sample(int steps, Seed key) {
      int length = steps + 2 * SYMBOLS;
      Tensor x = Tensor.zeros(length, BLANK + 2);
      int[] y = new int[length];
      for (int t = 0; t < length; t++) {
        int symbol = t < SYMBOLS ? key.below(BLANK, t) : BLANK;
        int begin = length - SYMBOLS;
        x.data()[t * (BLANK + 2) + (t == begin - 1 ? BLANK + 1 : symbol)] = 1;
        y[t] = t < begin ? BLANK : key.below(BLANK, t - begin);
      }
      return Example.tagged(x, y);
    }

    @Override
    public Loss loss() {
      return Loss.crossEntropy();
    }

    @Override
    public double chance(int steps) {
      return SYMBOLS * StrictMath.log(BLANK) / (steps + 2 * SYMBOLS);
    }
  };

  private static final int FIRST = 10;
  private static final int SYMBOLS = 10;
  private static final int BLANK = 8;

  private final int inputs;
  private final int outputs;

  MemoryTask(int inputs, int outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /// Features of a step.
  public int inputs() {
    return inputs;
  }

  /// Values that are said.
  public int outputs() {
    return outputs;
  }

  /// A sample.
  ///
  /// @param steps T, at least 2
  public abstract Example sample(int steps, Seed key);

  /// What is made small.
  public abstract Loss loss();

  /// The loss of what remembers nothing.
  public abstract double chance(int steps);
}
