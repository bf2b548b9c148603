package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Initializer;
import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// One recurrent layer in one direction: G gates over an input and a state, fused or by general
/// steps.
///
/// ```
/// input [G·H,I]   hidden [G·H,H]   bias [blocks·H], absent for 0 blocks
/// ```
abstract class GateLayer implements CellLayer {
  final String label;
  final Direction direction;
  private final RecurrentSpec<?> spec;
  private final Parameter inputWeights;
  private final Parameter hiddenWeights;
  private final @Nullable Parameter bias;

  /// What a layer's parameters look like and how they begin.
  ///
  /// @param biasBlocks the first values of the bias, one for each block of H; empty for no bias
  record Plan(int gates, Initializer input, Initializer recurrent, float... biasBlocks) {}

  GateLayer(RecurrentSpec<?> spec, Plan plan, int inputs, Direction direction, Scope scope) {
    this.spec = spec;
    this.direction = direction;
    this.label = scope.path();
    int hidden = spec.hiddenSize();
    int units = plan.gates * hidden;
    inputWeights =
        scope.parameter("input", Shape.of(units, inputs), Init.blocks(plan.gates, plan.input));
    hiddenWeights =
        scope.parameter("hidden", Shape.of(units, hidden), Init.blocks(plan.gates, plan.recurrent));
    bias =
        plan.biasBlocks.length == 0
            ? null
            : scope.parameter(
                "bias",
                Shape.of(plan.biasBlocks.length * hidden),
                Init.blockConstants(plan.biasBlocks));
  }

  /// The noise it is trained with.
  final Noise noise() {
    return spec.noise();
  }

  /// Whether the fused operation computes this cell.
  abstract boolean isFused();

  /// The fused operation.
  abstract SequenceOperation fused(Lengths lengths);

  /// The general step.
  abstract CellStep general(Tape tape, RecurrentNoise noise);

  /// The bias in the one form that both paths use; zeros where there is none.
  abstract Var bias(Tape tape);

  @Override
  public Pass run(SeqVar x, Var state) {
    Tape tape = x.rows().tape();
    Lengths lengths = x.lengths();
    if (!isFused()) {
      RecurrentNoise noise = RecurrentNoise.of(spec.noise(), tape, lengths);
      return Unroll.run(general(tape, noise), direction, x, state);
    }
    Var planes =
        tape.apply(
            fused(lengths), x.rows(), state, inputWeights(tape), hiddenWeights(tape), bias(tape));
    return pass(planes, lengths, state);
  }

  /// Takes the planes apart: `[P·ΣT,H]` with h first.
  private Pass pass(Var planes, Lengths lengths, Var state) {
    if (spec.planes() == 1) {
      return new Pass(
          new SeqVar(planes, lengths), FinalState.of(lengths, direction, planes, state));
    }
    int rows = lengths.rows();
    int hidden = spec.hiddenSize();
    Var[] last = new Var[spec.planes()];
    for (int plane = 0; plane < last.length; plane++) {
      Var values = planes.slice(0, plane * rows, (plane + 1) * rows);
      Var start = state.slice(1, plane * hidden, (plane + 1) * hidden);
      last[plane] = FinalState.of(lengths, direction, values, start);
    }
    return new Pass(new SeqVar(planes.slice(0, 0, rows), lengths), Ops.concat(1, last));
  }

  @Override
  public Var step(Tape tape, Var x, Var state) {
    CellStep step = general(tape, RecurrentNoise.ofStep(spec.noise(), tape, x.shape().dim(0)));
    return step.next(step.project(x), state);
  }

  @Override
  public CellStep steps(Tape tape) {
    return general(tape, RecurrentNoise.ofStep(spec.noise(), tape, 1));
  }

  @Override
  public PackedCell pack(Tape tape, PackedWeights.Packing packing) {
    var sizes = new PackedGru.Sizes(inputWeights.shape().dim(1), spec.hiddenSize());
    PackedCell cell = pack(packing, sizes, bias(tape).copy().data());
    float zoneout = spec.noise().zoneout();
    return zoneout == 0 ? cell : new PackedZoneout(cell, zoneout, sizes, spec.planes());
  }

  /// The packed weights of the cell without its noise.
  abstract PackedCell pack(PackedWeights.Packing packing, PackedGru.Sizes sizes, float[] bias);

  /// All input weights, packed as `[I,G·H]`.
  final PackedWeights packInput(PackedWeights.Packing packing) {
    return packing.pack(inputWeights, 0, inputWeights.shape().dim(0));
  }

  /// Rows `[unit, unit+count)` of the recurrent weights, packed as `[H,count]`.
  final PackedWeights packHidden(PackedWeights.Packing packing, int unit, int count) {
    return packing.pack(hiddenWeights, unit, count);
  }

  final Var inputWeights(Tape tape) {
    return tape.parameter(inputWeights);
  }

  final Var hiddenWeights(Tape tape) {
    return tape.parameter(hiddenWeights);
  }

  /// The bias as it is stored, `[blocks·H]`.
  ///
  /// @throws IllegalStateException if there is none
  final Var storedBias(Tape tape) {
    if (bias == null) {
      throw new IllegalStateException(label + " has no bias");
    }
    return tape.parameter(bias);
  }

  /// One bias of `gates` blocks from none, one or two of them: where nothing stands between the two
  /// they act as their sum.
  final Var summedBias(Tape tape, Bias kind, int gates) {
    int size = gates * spec.hiddenSize();
    return switch (kind) {
      case NONE -> tape.zeros(size);
      case DOUBLE -> {
        Var stored = storedBias(tape);
        yield stored.slice(0, 0, size).plus(stored.slice(0, size, 2 * size));
      }
      default -> storedBias(tape);
    };
  }
}
