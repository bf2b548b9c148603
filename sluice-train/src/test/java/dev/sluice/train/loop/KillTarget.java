package dev.sluice.train.loop;

import dev.sluice.core.tensor.Seed;
import dev.sluice.train.loss.Loss;
import dev.sluice.train.optim.Adam;
import dev.sluice.train.optim.Plateau;
import java.nio.file.Path;

/// The process that [KillIT] kills: trains, or goes on, with a checkpoint of some megabytes after
/// every step.
final class KillTarget {
  static final int STEPS = 160;
  private static final int EXAMPLES = 40;
  private static final int BATCH = 4;

  private KillTarget() {}

  /// @param args the directory of checkpoints
  public static void main(String... args) {
    train(Path.of(args[0]));
  }

  static TrainingReport train(Path directory) {
    return Trainer.of(new TinyGru(400, 0.2f), Loss.mse())
        .optimizer(Adam.rate(1e-3))
        .clipNorm(1)
        .plateau(Plateau.of(0.5, 1))
        .weightNoise(0.01)
        .average(0.9)
        .batchSize(BATCH)
        .epochs(STEPS * BATCH / EXAMPLES)
        .seed(Seed.of(21))
        .checkpoints(Checkpoints.in(directory).everySteps(1))
        .resume(TinyGru.data(EXAMPLES, 5).bucketed(3), TinyGru.data(9, 99));
  }
}
