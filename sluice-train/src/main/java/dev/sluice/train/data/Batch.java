package dev.sluice.train.data;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;

/// B sequences with their targets: what a network learns from in one step.
///
/// Sample ids, and the step at which a piece of a long series begins, are in `x.lengths()`.
///
/// @param x rows `[ΣT,F]`
/// @param y targets with the same lengths
/// @param number 0, 1, 2 … within its epoch
public record Batch(Seq x, Targets y, long number) {
  /// Checks that input and targets have the same lengths.
  public Batch {
    if (!x.lengths().equals(y.lengths())) {
      throw new IllegalArgumentException(
          "x has " + x.lengths() + ", its targets " + y.lengths() + "; give both one Lengths");
    }
  }

  /// The lengths of the sequences.
  public Lengths lengths() {
    return x.lengths();
  }
}
