package dev.sluice.tasks.music;

import dev.sluice.core.tensor.Seed;
import dev.sluice.train.data.Batch;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.loop.Trainer;
import dev.sluice.train.optim.Adam;
import java.util.List;

/// How a [MusicNetwork] is trained: Adam along half a cosine, gradients clipped to norm 1, the
/// parameters of the best epoch on validation kept.
///
/// @param rate the learning rate at first
/// @param epochs passes over the training pieces
/// @param batch parts of pieces a step
/// @param part the most steps of a part: longer pieces are cut for training, never for validation
///   or test
/// @param weightDecay λ of AdamW
public record MusicTraining(double rate, int epochs, int batch, int part, double weightDecay) {
  private static final int POOL = 50;

  /// With another rate.
  public MusicTraining rate(double value) {
    return new MusicTraining(value, epochs, batch, part, weightDecay);
  }

  /// With another number of epochs.
  public MusicTraining epochs(int value) {
    return new MusicTraining(rate, value, batch, part, weightDecay);
  }

  /// Training pieces, cut and shuffled, parts of similar length together.
  public Dataset<Batch> data(List<PianoRoll> rolls) {
    return Dataset.of(rolls.stream().flatMap(roll -> roll.parts(part).stream()).toList())
        .bucketed(POOL);
  }

  /// Validation pieces, whole.
  public Dataset<Batch> validation(List<PianoRoll> rolls) {
    return MusicScore.whole(rolls);
  }

  /// The trainer; listener, threads and stop signal may be added.
  public Trainer<Batch> trainer(MusicNetwork network, Dataset<Batch> data, Seed seed) {
    long steps = epochs * data.count(batch).orElseThrow();
    return Trainer.of(network, MusicNetwork.loss())
        .optimizer(
            Adam.rate(step ->
                    rate / 2 * (1 + StrictMath.cos(StrictMath.PI * Math.min(step, steps) / steps)))
                .weightDecay(weightDecay))
        .clipNorm(1)
        .batchSize(batch)
        .epochs(epochs)
        .seed(seed);
  }
}
