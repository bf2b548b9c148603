package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;

/// One LSTM step as tape operations; the state is h ‖ c.
record LstmStep(LstmLayer layer, Tape tape, RecurrentNoise noise, int hidden) implements CellStep {
  @Override
  public Var project(Var x) {
    return Ops.affine(x, layer.inputWeights(tape), layer.bias(tape));
  }

  @Override
  public Var next(Var projected, Var state) {
    Var h = state.slice(1, 0, hidden);
    Var c = state.slice(1, hidden, 2 * hidden);
    Var gates = Ops.addMatmul(projected, noise.state(h), layer.hiddenWeights(tape));
    Var i = gates.slice(1, 0, hidden).sigmoid();
    Var f = gates.slice(1, hidden, 2 * hidden).sigmoid();
    Var g = noise.candidate(gates.slice(1, 2 * hidden, 3 * hidden).tanh());
    Var o = gates.slice(1, 3 * hidden, 4 * hidden).sigmoid();
    Var freshC = tape.apply(new Flush(), Ops.fma(f, c, i.times(g)));
    Var freshH = tape.apply(new Flush(), o.times(freshC.tanh()));
    // Krueger et al. 2017: h sees the cell that was computed, not the one that zoneout kept.
    Var newH = noise.zoneout(0, h, freshH);
    Var newC = noise.zoneout(1, c, freshC);
    return Ops.concat(1, newH, newC);
  }
}
