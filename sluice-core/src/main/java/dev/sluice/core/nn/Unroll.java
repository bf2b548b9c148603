package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Lengths;

/// Runs a [CellStep] over packed sequences, step by step on the tape: the general path.
final class Unroll {
  private Unroll() {}

  /// @param state `[B,P·H]` in the caller's order
  static CellLayer.Pass run(CellStep cell, Direction direction, SeqVar x, Var state) {
    Lengths lengths = x.lengths();
    int steps = lengths.steps();
    if (steps == 0) {
      return new CellLayer.Pass(new SeqVar(cell.tape().zeros(0, cell.hidden()), lengths), state);
    }
    Var projected = cell.project(x.rows());
    Var start = sorted(lengths, state);
    Var[] states = new Var[steps];
    Var current = start;
    for (int i = 0; i < steps; i++) {
      int t = direction == Direction.FORWARD ? i : steps - 1 - i;
      int alive = lengths.alive(t);
      Var previous = i == 0 ? start.slice(0, 0, alive) : resize(current, start, alive);
      cell.noise().at(t);
      current =
          cell.next(projected.slice(0, lengths.offset(t), lengths.offset(t) + alive), previous);
      states[t] = current;
    }
    Var all = Ops.concat(0, states);
    Var hidden = all.shape().dim(1) == cell.hidden() ? all : all.slice(1, 0, cell.hidden());
    return new CellLayer.Pass(
        new SeqVar(hidden, lengths), FinalState.of(lengths, direction, all, state));
  }

  /// Going forward sequences end and rows fall away; going backward they join with their own start.
  ///
  /// Always a node of its own, even where no row comes or goes: it collects what flows back from
  /// the next step before that is added to the gradient of the output, so a sequence's gradient has
  /// the same bits whoever ends or joins around it.
  private static Var resize(Var current, Var start, int alive) {
    int rows = current.shape().dim(0);
    return alive <= rows
        ? current.slice(0, 0, alive)
        : Ops.concat(0, current, start.slice(0, rows, alive));
  }

  private static Var sorted(Lengths lengths, Var state) {
    if (lengths.isSorted()) {
      return state;
    }
    int[] order = new int[lengths.batch()];
    for (int p = 0; p < order.length; p++) {
      order[p] = lengths.sequenceAt(p);
    }
    return Ops.gatherRows(state, order);
  }
}
