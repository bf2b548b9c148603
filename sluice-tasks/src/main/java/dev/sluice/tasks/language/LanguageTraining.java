package dev.sluice.tasks.language;

import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.train.data.Batch;
import dev.sluice.train.data.ContinuousBatches;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.data.Example;
import dev.sluice.train.loop.Rates;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.optim.Adam;
import dev.sluice.train.optim.Schedule;
import java.util.Arrays;

/// How a [LanguageNetwork] is trained: truncated back-propagation over lanes of one long text
/// (Williams and Peng 1990), Adam along half a cosine, gradients clipped, averaged parameters;
/// those of the best epoch on validation are kept.
///
/// @param rate the learning rate at first
/// @param epochs passes over the text
/// @param lanes B, streams that are read side by side
/// @param steps T, symbols of a piece
/// @param weightDecay λ of AdamW, 0 for none
/// @param average decay of the average of the parameters in `(0,1)`, 0 for none
/// @param weightNoise σ of the normal noise on all weights in training (Graves 2013, arXiv
///   1308.0850), 0 for none
public record LanguageTraining(
    double rate,
    int epochs,
    int lanes,
    int steps,
    double weightDecay,
    double average,
    double weightNoise) {
  /// Checks the ranges.
  public LanguageTraining {
    Rates.requireSome("epochs", epochs);
    Rates.requireSome("lanes", lanes);
    Rates.requireSome("symbols of a piece", steps);
    Rates.requireShare("weight decay", weightDecay);
    Rates.requireShare("the decay of an average", average);
    Rates.requireShare("the deviation of weight noise", weightNoise);
  }

  /// 32 lanes, pieces of 100 symbols, no decay, averaged over some 1,000 steps.
  public static LanguageTraining of(double rate, int epochs) {
    return new LanguageTraining(rate, epochs, 32, 100, 0, 0.999, 0);
  }

  /// With other pieces.
  public LanguageTraining pieces(int newLanes, int newSteps) {
    return new LanguageTraining(
        rate, epochs, newLanes, newSteps, weightDecay, average, weightNoise);
  }

  /// With weight decay.
  public LanguageTraining weightDecay(double lambda) {
    return new LanguageTraining(rate, epochs, lanes, steps, lambda, average, weightNoise);
  }

  /// With another average.
  public LanguageTraining average(double decay) {
    return new LanguageTraining(rate, epochs, lanes, steps, weightDecay, decay, weightNoise);
  }

  /// With noise on the weights.
  public LanguageTraining weightNoise(double sigma) {
    return new LanguageTraining(rate, epochs, lanes, steps, weightDecay, average, sigma);
  }

  /// A text to train on or to validate with, in lanes: at each symbol, the next one.
  ///
  /// @param ids of two symbols or more
  /// @throws IllegalArgumentException if it is shorter
  public Dataset<Batch> data(int... ids) {
    if (ids.length < 2) {
      throw new IllegalArgumentException(
          "a text of " + ids.length + " symbols has no next one; give a longer text");
    }
    int count = ids.length - 1;
    float[] x = new float[count];
    for (int t = 0; t < count; t++) {
      x[t] = ids[t];
    }
    Tensor column = Tensor.of(dev.sluice.core.tensor.Shape.of(count, 1), x);
    Example text = Example.tagged(column, Arrays.copyOfRange(ids, 1, ids.length));
    return ContinuousBatches.of(ContinuousBatches.split(text, Math.min(lanes, count)), steps);
  }

  /// Steps of the optimiser in an epoch over `symbols` symbols.
  public long stepsPerEpoch(int symbols) {
    return Math.ceilDiv(Math.ceilDiv(symbols - 1L, lanes), (long) steps);
  }

  /// The trainer; listener, threads and stop signal may be added.
  ///
  /// @param symbols of the text to train on
  public Trainer<Batch> trainer(LanguageNetwork network, int symbols, Seed seed) {
    Trainer<Batch> trainer =
        Trainer.of(network)
            .optimizer(
                Adam.rate(Schedule.cosine(rate, epochs * stepsPerEpoch(symbols)))
                    .weightDecay(weightDecay))
            .clipNorm(1)
            .batchSize(lanes)
            .epochs(epochs)
            .seed(seed);
    Trainer<Batch> averaged = average > 0 ? trainer.average(average) : trainer;
    return weightNoise > 0 ? averaged.weightNoise(weightNoise) : averaged;
  }
}
