package dev.sluice.tasks.music;

import dev.sluice.core.tensor.Seed;
import dev.sluice.train.data.Batch;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.optim.Adam;
import dev.sluice.train.optim.Schedule;
import java.util.List;

/// How a [MusicNetwork] is trained: Adam along half a cosine, gradients clipped to norm 1, weight
/// noise, averaged parameters; those of the best epoch on validation are kept.
///
/// Pieces are cut into parts for training, never for validation or test: what a part's first steps
/// do not remember is little beside all steps, and short parts give many steps of the optimiser.
///
/// @param rate the learning rate at first
/// @param epochs passes over the training pieces
/// @param batch parts in a batch
/// @param part the most steps of a part
/// @param weightNoise σ of the noise on the weights, 0 for none
/// @param weightDecay λ of AdamW, 0 for none
/// @param average decay of the average of the parameters, in `(0,1)`
public record MusicTraining(
    double rate,
    int epochs,
    int batch,
    int part,
    double weightNoise,
    double weightDecay,
    double average) {
  private static final int POOL = 50;

  /// Batches of 4 parts of at most 100 steps, weight noise 0.075 (as in Chung et al. 2014, arXiv
  /// 1412.3555), no decay, averaged over some 100 steps.
  public static MusicTraining of(double rate, int epochs) {
    return new MusicTraining(rate, epochs, 4, 100, 0.075, 0, 0.99);
  }

  /// With another learning rate.
  public MusicTraining rate(double value) {
    return new MusicTraining(value, epochs, batch, part, weightNoise, weightDecay, average);
  }

  /// With another number of epochs.
  public MusicTraining epochs(int value) {
    return new MusicTraining(rate, value, batch, part, weightNoise, weightDecay, average);
  }

  /// With other noise on the weights.
  public MusicTraining weightNoise(double sigma) {
    return new MusicTraining(rate, epochs, batch, part, sigma, weightDecay, average);
  }

  /// With weight decay.
  public MusicTraining weightDecay(double lambda) {
    return new MusicTraining(rate, epochs, batch, part, weightNoise, lambda, average);
  }

  /// In other batches.
  ///
  /// @param parts in a batch
  /// @param steps the most of a part
  public MusicTraining batches(int parts, int steps) {
    return new MusicTraining(rate, epochs, parts, steps, weightNoise, weightDecay, average);
  }

  /// Pieces to train on: cut, and parts of similar length put together.
  public Dataset<Batch> data(List<PianoRoll> rolls) {
    return Dataset.of(rolls.stream().flatMap(roll -> roll.parts(part).stream()).toList())
        .bucketed(POOL);
  }

  /// Steps of the optimiser in an epoch.
  public long steps(List<PianoRoll> rolls) {
    long parts = rolls.stream().mapToLong(roll -> Math.ceilDiv(roll.length(), part)).sum();
    return Math.ceilDiv(parts, batch);
  }

  /// Pieces to validate with, whole.
  public Dataset<Batch> validation(List<PianoRoll> rolls) {
    return MusicScore.whole(rolls);
  }

  /// The trainer; listener, threads and stop signal may be added.
  ///
  /// @param rolls to train on, as [#data]
  public Trainer<Batch> trainer(MusicNetwork network, List<PianoRoll> rolls, Seed seed) {
    return Trainer.of(network, MusicNetwork.loss())
        .optimizer(Adam.rate(Schedule.cosine(rate, epochs * steps(rolls))).weightDecay(weightDecay))
        .clipNorm(1)
        .weightNoise(weightNoise)
        .average(average)
        .batchSize(batch)
        .epochs(epochs)
        .seed(seed);
  }
}
