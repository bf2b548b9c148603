package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;

/// One plain recurrent step as tape operations.
record RnnStep(RnnLayer layer, Tape tape, RecurrentNoise noise, RnnSpec spec) implements CellStep {
  @Override
  public Var project(Var x) {
    return Ops.affine(x, layer.inputWeights(tape), layer.bias(tape));
  }

  @Override
  public Var next(Var projected, Var state) {
    Var pre = Ops.addMatmul(projected, noise.state(state), layer.hiddenWeights(tape));
    Var fresh = tape.apply(new Flush(), noise.candidate(spec.activation().of(pre)));
    return noise.zoneout(0, state, fresh);
  }

  @Override
  public int hidden() {
    return spec.hiddenSize();
  }
}
