package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;

/// B sequences on a tape: packed rows `[ΣT, F]` with their [Lengths].
///
/// @param rows `[ΣT, F]`
public record SeqVar(Var rows, Lengths lengths) {
  /// Checks that the rows fit the lengths.
  public SeqVar {
    if (rows.shape().rank() != 2 || rows.shape().dim(0) != lengths.rows()) {
      throw new IllegalArgumentException(
          "rows have shape " + rows.shape() + "; " + lengths + " need [" + lengths.rows() + ",F]");
    }
  }

  /// F, the number of features of a step.
  public int features() {
    return rows.shape().dim(1);
  }

  /// A copy that outlives the tape.
  public Seq copy() {
    return Seq.packed(rows.copy(), lengths);
  }
}
