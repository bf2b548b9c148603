package dev.sluice.train.loop;

import dev.sluice.core.tensor.Seed;
import dev.sluice.train.optim.Adam;
import dev.sluice.train.optim.Schedule;

/// A training as most tasks over separate examples have it: Adam along half a cosine, gradients
/// clipped at norm 5, averaged parameters; those of the best epoch on validation are kept.
///
/// @param rate the learning rate at first
/// @param epochs passes over the examples
/// @param batch examples of a step
/// @param weightDecay λ of AdamW, 0 for none
/// @param average decay of the average of the parameters in `(0,1)`, 0 for none
public record Recipe(double rate, int epochs, int batch, double weightDecay, double average) {
  private static final double LONGEST_AVERAGE = 1000;

  /// Checks the ranges.
  public Recipe {
    Rates.requireSome("epochs", epochs);
    Rates.requireSome("examples of a step", batch);
    Rates.requireShare("weight decay", weightDecay);
    Rates.requireShare("the decay of an average", average);
  }

  /// The decay of an average over about a tenth of `steps` steps, a thousand at most.
  public static double averageFor(double steps) {
    double length = Math.min(LONGEST_AVERAGE, Math.max(1, steps / 10));
    return 1 - 1 / (length + 1);
  }

  /// The same over another number of epochs.
  public Recipe withEpochs(int count) {
    return new Recipe(rate, count, batch, weightDecay, average);
  }

  /// Steps of the optimiser over so many examples.
  public static long steps(int epochs, int examples, int batch) {
    return (long) epochs * Math.ceilDiv(examples, batch);
  }

  /// Steps of the optimiser over so many examples.
  public long steps(int examples) {
    return steps(epochs, examples, batch);
  }

  /// The trainer; listener, threads and stop signal may be added.
  ///
  /// @param examples to train on
  public <B> Trainer<B> trainer(Objective<B> objective, int examples, Seed seed) {
    Trainer<B> trainer =
        Trainer.of(objective)
            .optimizer(Adam.rate(Schedule.cosine(rate, steps(examples))).weightDecay(weightDecay))
            .clipNorm(5)
            .batchSize(batch)
            .epochs(epochs)
            .seed(seed);
    return average > 0 ? trainer.average(average) : trainer;
  }
}
