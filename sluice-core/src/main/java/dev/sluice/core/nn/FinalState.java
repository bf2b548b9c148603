package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Lengths;

/// The state behind each sequence's own last step, as a gather over the rows of all steps.
final class FinalState {
  private FinalState() {}

  /// @param rows one plane of the state at every step, `[ΣT,H]`
  /// @param start the plane's initial value `[B,H]`: the final state of a sequence of length 0
  /// @return `[B,H]` in the caller's order
  static Var of(Lengths lengths, Direction direction, Var rows, Var start) {
    int[] index = new int[lengths.batch()];
    boolean anyEmpty = false;
    for (int i = 0; i < index.length; i++) {
      int length = lengths.length(i);
      anyEmpty |= length == 0;
      int last = direction == Direction.FORWARD ? length - 1 : 0;
      index[i] = length == 0 ? lengths.rows() + i : lengths.row(i, last);
    }
    return Ops.gatherRows(anyEmpty ? Ops.concat(0, rows, start) : rows, index);
  }
}
