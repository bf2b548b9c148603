package dev.sluice.train.loop;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.train.data.Batch;

/// A network from sequences to predictions.
public interface Network {
  /// All its parameters.
  Parameters parameters();

  /// What it says about a batch.
  ///
  /// @return a row for each row of the targets: `[B,…]`, or `[ΣT,…]` packed
  Var forward(Tape tape, Batch batch);
}
