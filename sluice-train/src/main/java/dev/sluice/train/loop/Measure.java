package dev.sluice.train.loop;

import dev.sluice.core.autodiff.Workspace;
import java.util.OptionalDouble;

/// What a task judges its epochs by in place of the validation loss, see [Trainer#chooseBy]: BLEU,
/// say.
///
/// The values to be judged are in the network when it is asked. What it answers must depend on
/// nothing else, threads included, so that a resumed training chooses the same epoch.
public interface Measure {
  /// What it is called where it is told, and in checkpoints: `BLEU`.
  String name();

  /// Its value, the higher the better, not NaN; empty if it was stopped.
  ///
  /// @param workspace to compute with; no tape is open
  OptionalDouble value(Workspace workspace, StopSignal stop);
}
