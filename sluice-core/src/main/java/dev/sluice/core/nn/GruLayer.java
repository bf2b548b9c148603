package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Lengths;
import org.jspecify.annotations.Nullable;

/// One GRU layer in one direction.
final class GruLayer extends GateLayer {
  final GruSpec spec;
  private final @Nullable GruNorm norm;

  GruLayer(GruSpec spec, int inputs, Direction direction, Scope scope) {
    super(spec, plan(spec), inputs, direction, scope);
    this.spec = spec;
    norm = spec.norm() == Norm.LAYER ? new GruNorm(spec.hiddenSize(), scope.scope("norm")) : null;
  }

  private static Plan plan(GruSpec spec) {
    GruInitial initial = spec.initial();
    float[] bias = new float[spec.bias().blocks()];
    if (bias.length > 0) {
      bias[0] = initial.updateBias();
      bias[1] = initial.resetBias();
    }
    return new Plan(3, initial.input(), initial.recurrent(), bias);
  }

  @Override
  boolean isFused() {
    return spec.isFused();
  }

  @Override
  SequenceOperation fused(Lengths lengths) {
    return new GruSequence(label, lengths, direction, spec.hiddenSize(), spec.reset());
  }

  @Override
  PackedCell pack(PackedWeights.Packing packing, PackedGru.Sizes sizes, float[] bias) {
    int h = sizes.hidden();
    PackedWeights input = packInput(packing);
    PackedWeights gates = packHidden(packing, 0, 2 * h);
    PackedWeights candidate = packHidden(packing, 2 * h, h);
    return spec.isPlain()
        ? new PackedGru(packing.kernels(), spec.reset(), sizes, input, gates, candidate, bias)
        : new PackedGeneralGru(
            spec,
            packing.kernels(),
            input,
            gates,
            candidate,
            bias,
            norm == null ? null : norm.pack(packing.kernels()));
  }

  @Override
  GruStep general(Tape tape, RecurrentNoise noise) {
    return new GruStep(this, tape, noise);
  }

  @Nullable GruNorm norm() {
    return norm;
  }

  /// b_z, b_r, b_n, b_hn `[4H]` where the reset comes after the matmul; before it b_hn adds to b_n,
  /// which leaves `[3H]`.
  @Override
  Var bias(Tape tape) {
    int h = spec.hiddenSize();
    return spec.reset() == Reset.AFTER_MATMUL ? biasAfter(tape, h) : biasBefore(tape, h);
  }

  private Var biasAfter(Tape tape, int h) {
    return switch (spec.bias()) {
      case NONE -> tape.zeros(4 * h);
      case INPUT -> Ops.concat(0, storedBias(tape), tape.zeros(h));
      case INPUT_AND_CANDIDATE -> storedBias(tape);
      case DOUBLE -> {
        Var b = storedBias(tape);
        Var gates = b.slice(0, 0, 2 * h).plus(b.slice(0, 3 * h, 5 * h));
        yield Ops.concat(0, gates, b.slice(0, 2 * h, 3 * h), b.slice(0, 5 * h, 6 * h));
      }
    };
  }

  private Var biasBefore(Tape tape, int h) {
    if (spec.bias() != Bias.INPUT_AND_CANDIDATE) {
      return summedBias(tape, spec.bias(), 3);
    }
    Var b = storedBias(tape);
    return Ops.concat(
        0, b.slice(0, 0, 2 * h), b.slice(0, 2 * h, 3 * h).plus(b.slice(0, 3 * h, 4 * h)));
  }
}
