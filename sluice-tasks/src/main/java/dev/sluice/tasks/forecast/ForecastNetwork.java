package dev.sluice.tasks.forecast;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.Init;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A recurrent stack over the seen steps, a straight path beside it, and what is known of the
/// future.
///
/// ```
/// seen steps [B,T,F] ─► GRU ─► last h [B,U] ─► dropout ─► Linear ─┐
///   its last L steps, inputs only [B,L·V] ─► Linear without bias ─┼─► + ─► centre, a, b   [B,H·D·3]
/// target steps [B,H,K] ─► Linear: a curve of the calendar ────────┘
/// point = centre     lower = centre − softplus(a)     upper = centre + softplus(b)
/// ```
///
/// The three values cannot cross. Straight path and known part begin at zero, so that training,
/// which is short, pulls them no further from it than the data ask for. Steps before a sequence's
/// beginning are 0 on the straight path: the mean.
final class ForecastNetwork {
  /// Values for each target and step: centre and two spreads; then lower end, point, upper end.
  static final int PARTS = 3;

  /// softplus(−0.4) = 0.51: an interval of one deviation to begin with.
  private static final float FIRST_SPREAD = -0.4f;

  private final ForecastSpec spec;
  private final Recurrent stack;
  private final Linear state;
  private final @Nullable Parameter straight;
  private final Parameter known;
  private final Parameter bias;

  ForecastNetwork(ForecastSpec spec, Scope scope) {
    this.spec = spec;
    stack = Recurrent.create(spec.cell(), scope.scope("recurrent"));
    state = Linear.create(spec.cell().outputSize(), spec.outputSize(), scope.scope("state"));
    int inputs = spec.encoder().window().inputs().size();
    straight =
        spec.straightSteps() == 0
            ? null
            : scope.parameter(
                "straight.weight",
                Shape.of(spec.outputSize(), spec.straightSteps() * inputs),
                Init.zeros());
    int perStep = spec.targets() * PARTS;
    int size = spec.encoder().knownSize();
    known = scope.parameter("known.weight", Shape.of(perStep, size), Init.zeros());
    bias =
        scope.parameter(
            "known.bias",
            Shape.of(perStep),
            (values, shape, seed) -> {
              for (int i = 0; i < values.length(); i++) {
                values.set(i, i % PARTS == 0 ? 0 : FIRST_SPREAD);
              }
            });
  }

  /// Lower end, point and upper end, standardised: `[B,H·D·3]`, the three next to each other.
  ///
  /// @param seen `[ΣT,F]`
  /// @param known `[B,H,K]`
  Var forward(Tape tape, SeqVar seen, Tensor known) {
    return ends(straight(seen, recurrent(tape, seen)).plus(ahead(tape, known)));
  }

  /// What the recurrent stack says: `[B,H·D·3]`.
  Var recurrent(Tape tape, SeqVar seen) {
    Var initial = stack.initialState(tape, seen.lengths().batch());
    Var h = stack.output(stack.unroll(seen, initial).state());
    return state.forward(h.dropout(spec.dropout()));
  }

  /// `before` plus what the last steps say: `[B,H·D·3]`.
  Var straight(SeqVar seen, Var before) {
    if (straight == null) {
      return before;
    }
    int steps = spec.straightSteps();
    Lengths lengths = seen.lengths();
    int batch = lengths.batch();
    int[] rows = new int[batch * steps];
    for (int b = 0; b < batch; b++) {
      for (int i = 0; i < steps; i++) {
        int t = lengths.length(b) - steps + i;
        rows[b * steps + i] = t < 0 ? -1 : lengths.row(b, t);
      }
    }
    int inputs = spec.encoder().window().inputs().size();
    Var last = Ops.gatherRows(seen.rows(), rows).slice(1, 0, inputs).reshape(batch, steps * inputs);
    return Ops.addMatmul(before, last, last.tape().parameter(straight));
  }

  /// What is known of the future says: `[B,H·D·3]`.
  Var ahead(Tape tape, Tensor seen) {
    int batch = seen.shape().dim(0);
    Var steps = tape.constant(seen.reshape(batch * spec.horizon(), seen.shape().dim(2)));
    return Ops.affine(steps, tape.parameter(known), tape.parameter(bias))
        .reshape(batch, spec.outputSize());
  }

  /// Centre and spreads as lower end, point and upper end.
  Var ends(Var parts) {
    Shape shape = parts.shape();
    Var each = parts.reshape(shape.size() / PARTS, PARTS);
    Var centre = each.slice(1, 0, 1);
    Var lower = centre.minus(softplus(each.slice(1, 1, 2)));
    Var upper = centre.plus(softplus(each.slice(1, 2, 3)));
    return Ops.concat(1, lower, centre, upper).reshape(shape.dims());
  }

  /// ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|), which does not overflow.
  private static Var softplus(Var x) {
    return x.relu().plus(x.abs().negate().exp().shift(1).log());
  }

  Recurrent stack() {
    return stack;
  }

  Linear state() {
    return state;
  }

  @Nullable Parameter straightWeight() {
    return straight;
  }

  Parameter knownWeight() {
    return known;
  }

  Parameter knownBias() {
    return bias;
  }
}
