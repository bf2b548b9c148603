package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Lengths;

/// One plain recurrent layer in one direction.
final class RnnLayer extends GateLayer {
  private final RnnSpec spec;

  RnnLayer(RnnSpec spec, int inputs, Direction direction, Scope scope) {
    super(spec, plan(spec), inputs, direction, scope);
    this.spec = spec;
  }

  private static Plan plan(RnnSpec spec) {
    float[] bias =
        switch (spec.bias()) {
          case NONE -> new float[0];
          case DOUBLE -> new float[2];
          default -> new float[1];
        };
    return new Plan(1, spec.input(), spec.recurrent(), bias);
  }

  @Override
  boolean isFused() {
    return !spec.noise().isRecurrent();
  }

  @Override
  SequenceOperation fused(Lengths lengths) {
    return new RnnSequence(label, lengths, direction, spec.hiddenSize(), spec.activation());
  }

  @Override
  PackedCell pack(PackedWeights.Packing packing, PackedGru.Sizes sizes, float[] bias) {
    PackedWeights recurrent = packHidden(packing, 0, sizes.hidden());
    return new PackedRnn(
        packing.kernels(), spec.activation(), sizes, packInput(packing), recurrent, bias);
  }

  @Override
  CellStep general(Tape tape, RecurrentNoise noise) {
    return new RnnStep(this, tape, noise, spec);
  }

  @Override
  Var bias(Tape tape) {
    return summedBias(tape, spec.bias(), 1);
  }
}
