package dev.sluice.cli.stream;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.Merge;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.tensor.Seq;

/// How the hidden states of a sequence become one vector.
enum Pooling {
  /// The state behind the last step; of a layer that runs backward, behind the first.
  LAST,
  /// The mean over the steps.
  MEAN,
  /// The largest over the steps, unit by unit.
  MAX;

  /// The vectors of sequences, `[B,outputSize]`.
  float[] of(Recurrent stack, Seq x) {
    try (Tape tape = Tape.inference()) {
      SeqVar input = tape.seq(x);
      Recurrent.Unrolled all = stack.unroll(input, stack.initialState(tape, x.lengths().batch()));
      Var pooled =
          switch (this) {
            case LAST -> last(stack.spec(), all.state());
            case MEAN -> all.outputs().mean();
            case MAX -> all.outputs().max();
          };
      return pooled.copy().data();
    }
  }

  /// h of the last layer, its directions joined as in its outputs.
  private static Var last(RecurrentSpec<?> spec, Var state) {
    int directions = spec.topology().directions();
    int width = spec.planes() * spec.hiddenSize();
    Var[] ends = new Var[directions];
    for (int i = 0; i < directions; i++) {
      int from = ((spec.topology().layers() - 1) * directions + i) * width;
      ends[i] = state.slice(1, from, from + spec.hiddenSize());
    }
    if (directions == 1) {
      return ends[0];
    }
    return spec.topology().merge() == Merge.SUM ? ends[0].plus(ends[1]) : Ops.concat(1, ends);
  }
}
