package dev.sluice.train.loop;

import java.nio.file.Path;

/// Where and how often training writes checkpoints; the last two are kept. One is written at the
/// end and at a [StopSignal] too.
///
/// @param directory must exist; one per run
/// @param everySteps steps between two, 0 for none but those by epoch
/// @param everyEpochs epochs between two, 0 for none but those by step
public record Checkpoints(Path directory, long everySteps, int everyEpochs) {
  /// Checks the numbers.
  public Checkpoints {
    if (everySteps < 0 || everyEpochs < 0) {
      throw new IllegalArgumentException(
          "checkpoints every %d steps and %d epochs; neither may be negative"
              .formatted(everySteps, everyEpochs));
    }
  }

  /// A checkpoint after every epoch.
  public static Checkpoints in(Path directory) {
    return new Checkpoints(directory, 0, 1);
  }

  /// Also after every `steps` steps.
  public Checkpoints everySteps(long steps) {
    return new Checkpoints(directory, steps, everyEpochs);
  }

  /// After every `epochs` epochs.
  public Checkpoints everyEpochs(int epochs) {
    return new Checkpoints(directory, everySteps, epochs);
  }
}
