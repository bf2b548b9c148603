package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Lengths;

/// One LSTM layer in one direction; gates i, f, g, o.
final class LstmLayer extends GateLayer {
  private final LstmSpec spec;

  LstmLayer(LstmSpec spec, int inputs, Direction direction, Scope scope) {
    super(spec, plan(spec), inputs, direction, scope);
    this.spec = spec;
  }

  private static Plan plan(LstmSpec spec) {
    float forget = spec.forgetBias();
    float[] bias =
        switch (spec.bias()) {
          case NONE -> new float[0];
          case DOUBLE -> new float[] {0, forget, 0, 0, 0, 0, 0, 0};
          default -> new float[] {0, forget, 0, 0};
        };
    return new Plan(4, spec.input(), spec.recurrent(), bias);
  }

  @Override
  boolean isFused() {
    return !spec.noise().isRecurrent();
  }

  @Override
  SequenceOperation fused(Lengths lengths) {
    return new LstmSequence(label, lengths, direction, spec.hiddenSize());
  }

  @Override
  PackedCell pack(PackedWeights.Packing packing, PackedGru.Sizes sizes, float[] bias) {
    return new PackedLstm(
        packing.kernels(),
        sizes,
        packInput(packing),
        packHidden(packing, 0, 4 * sizes.hidden()),
        bias);
  }

  @Override
  CellStep general(Tape tape, RecurrentNoise noise) {
    return new LstmStep(this, tape, noise, spec.hiddenSize());
  }

  @Override
  Var bias(Tape tape) {
    return summedBias(tape, spec.bias(), 4);
  }
}
