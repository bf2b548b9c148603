package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import java.util.ArrayList;
import java.util.List;

/// A stack step by step on one tape, for decoders: like [Recurrent#step], but the weights are made
/// ready once for all steps.
public final class RecurrentSteps {
  private final Recurrent stack;
  private final List<CellStep> cells = new ArrayList<>();

  /// @param stack without noise inside its recurrence
  RecurrentSteps(Recurrent stack, Tape tape) {
    this.stack = stack;
    stack.cells().forEach(cell -> cells.add(cell.steps(tape)));
  }

  /// The new state.
  ///
  /// @param x `[R,I]`
  /// @param state `[R,S]`
  public Var next(Var x, Var state) {
    return stack.step(
        x,
        state,
        (i, in, before) -> {
          CellStep cell = cells.get(i);
          return cell.next(cell.project(in), before);
        });
  }

  /// The last layer's h in a state `[R,S]`: `[R,H]`.
  public Var output(Var state) {
    return stack.output(state);
  }
}
