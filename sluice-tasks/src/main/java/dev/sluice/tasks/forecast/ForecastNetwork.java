package dev.sluice.tasks.forecast;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.Gru;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;

/// A GRU over the seen days, and what it says of each day ahead.
///
/// ```
/// seen [B,C,F] ─► GRU ─► h [B,U] ─┐ dropout
///                 last seen day ──┴─► Linear ─► [B,H·D·3] ─┐
/// target days [B,H,K] ───────────────► Linear ─► [B,H,D·3] ─┴─► + ─► centre, spreads
/// point = centre     lower = centre − softplus(a)     upper = centre + softplus(b)
/// ```
///
/// The straight path from the last day leaves to the GRU what is not linear in it; the linear layer
/// on the target days is a yearly curve. The three values cannot cross.
final class ForecastNetwork {
  /// Values for each target and day: centre and the two spreads.
  static final int PARTS = 3;

  private final ForecastSpec spec;
  private final Gru gru;
  private final Linear state;
  private final Linear calendar;

  ForecastNetwork(ForecastSpec spec, int knownSize, Scope scope) {
    this.spec = spec;
    GruSpec cell = spec.cell();
    gru = Gru.create(cell, scope.scope("gru"));
    int outputs = spec.horizon() * spec.targets() * PARTS;
    state = Linear.create(gru.stateSize() + cell.inputSize(), outputs, scope.scope("state"));
    calendar = Linear.create(knownSize, spec.targets() * PARTS, scope.scope("calendar"));
  }

  /// Lower end, point and upper end for each target and day: `[B·H·D, 3]`, standardised.
  ///
  /// @param known `[B,H,K]`
  Var forward(Tape tape, SeqVar seen, Tensor known) {
    int batch = seen.lengths().batch();
    int values = batch * spec.horizon() * spec.targets();
    Var h = gru.unroll(seen, gru.initialState(tape, batch)).state();
    Var features = Ops.concat(1, h.dropout(spec.headDropout()), seen.last());
    Var fromState = state.forward(features).reshape(values, PARTS);
    Var days = tape.constant(known.reshape(batch * spec.horizon(), known.shape().dim(2)));
    Var parts = fromState.plus(calendar.forward(days).reshape(values, PARTS));
    Var centre = parts.slice(1, 0, 1);
    Var lower = centre.minus(softplus(parts.slice(1, 1, 2)));
    Var upper = centre.plus(softplus(parts.slice(1, 2, 3)));
    return Ops.concat(1, lower, centre, upper);
  }

  /// ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|), which does not overflow.
  private static Var softplus(Var x) {
    return x.relu().plus(x.abs().negate().exp().shift(1).log());
  }

  /// The pinball losses of the 10 %, 50 % and 90 % quantiles, averaged (Koenker and Bassett 1978).
  ///
  /// @param forecast of [#forward]
  /// @param targets `[B,H·D]`, standardised
  Var loss(Tape tape, Var forecast, Tensor targets) {
    Var truth = tape.constant(targets.reshape(targets.shape().size(), 1));
    Var error = truth.minus(forecast);
    Var over = error.times(tape.constant(LEVELS));
    Var under = error.times(tape.constant(LEVELS_LESS_ONE));
    return Ops.max(over, under).mean();
  }

  private static final Tensor LEVELS = Tensor.of(Shape.of(PARTS), 0.1f, 0.5f, 0.9f);
  private static final Tensor LEVELS_LESS_ONE = Tensor.of(Shape.of(PARTS), -0.9f, -0.5f, -0.1f);

  Gru gru() {
    return gru;
  }
}
