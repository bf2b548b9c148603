package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import org.jspecify.annotations.Nullable;

/// One GRU step as tape operations, every variant: activations, normalisation, noise.
final class GruStep implements CellStep {
  private final GruSpec spec;
  private final Tape tape;
  private final RecurrentNoise noise;
  private final @Nullable GruNorm norm;
  private final Var inputWeights;
  private final Var inputBias;
  private final Var gateWeights;
  private final Var candidateWeights;
  private final @Nullable Var candidateBias;

  GruStep(GruLayer layer, Tape tape, RecurrentNoise noise) {
    this.spec = layer.spec;
    this.tape = tape;
    this.noise = noise;
    this.norm = layer.norm();
    int h = spec.hiddenSize();
    Var bias = layer.bias(tape);
    inputWeights = layer.inputWeights(tape);
    inputBias = bias.slice(0, 0, 3 * h);
    candidateBias = spec.reset() == Reset.AFTER_MATMUL ? bias.slice(0, 3 * h, 4 * h) : null;
    Var hiddenWeights = layer.hiddenWeights(tape);
    gateWeights = hiddenWeights.slice(0, 0, 2 * h);
    candidateWeights = hiddenWeights.slice(0, 2 * h, 3 * h);
  }

  /// What one step computes, each `[n,H]`.
  record Gates(Var update, Var reset, Var candidate, Var hidden) {}

  @Override
  public Var project(Var x) {
    if (norm == null) {
      return Ops.affine(x, inputWeights, inputBias);
    }
    int h = spec.hiddenSize();
    Var raw = Ops.affine(x, inputWeights, null);
    return Ops.concat(
        1,
        norm.of(tape, GruNorm.Part.INPUT_GATES, raw.slice(1, 0, 2 * h)),
        norm.of(tape, GruNorm.Part.INPUT_CANDIDATE, raw.slice(1, 2 * h, 3 * h)));
  }

  @Override
  public Var next(Var projected, Var state) {
    return gates(projected, state).hidden();
  }

  /// The step with its gates.
  Gates gates(Var projected, Var state) {
    int h = spec.hiddenSize();
    Var seen = noise.state(state);
    Var gates = add(GruNorm.Part.HIDDEN_GATES, projected.slice(1, 0, 2 * h), seen, gateWeights);
    Var z = spec.gate().of(gates.slice(1, 0, h));
    Var r = spec.gate().of(gates.slice(1, h, 2 * h));
    Var p = projected.slice(1, 2 * h, 3 * h);
    Var pre =
        spec.reset() == Reset.AFTER_MATMUL
            ? Ops.fma(r, recurrent(seen), p)
            : add(GruNorm.Part.HIDDEN_CANDIDATE, p, r.times(seen), candidateWeights);
    Var n = noise.candidate(spec.candidate().of(pre));
    Var fresh = tape.apply(new Flush(), Ops.fma(z, n.minus(state), state));
    return new Gates(z, r, n, noise.zoneout(0, state, fresh));
  }

  /// u = b_hn + U_n h', of the reset-after cell.
  private Var recurrent(Var state) {
    Var product = Ops.affine(state, candidateWeights, norm == null ? candidateBias : null);
    return norm == null ? product : norm.of(tape, GruNorm.Part.HIDDEN_CANDIDATE, product);
  }

  /// `base + state · weightsᵀ`, normalised where the cell is.
  private Var add(GruNorm.Part part, Var base, Var state, Var weights) {
    return norm == null
        ? Ops.addMatmul(base, state, weights)
        : base.plus(norm.of(tape, part, Ops.affine(state, weights, null)));
  }

  @Override
  public RecurrentNoise noise() {
    return noise;
  }

  @Override
  public Tape tape() {
    return tape;
  }

  @Override
  public int hidden() {
    return spec.hiddenSize();
  }
}
