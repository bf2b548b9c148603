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
import dev.sluice.core.tensor.Seq;
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
/// lower end, point and upper end of these: see Ends; a point alone has no a and b
/// ```
///
/// The three values cannot cross. Straight path and known part begin at zero, so that training,
/// which is short, pulls them no further from it than the data ask for. Steps before a sequence's
/// beginning are 0 on the straight path: the mean.
final class PlainNetwork implements ForecastNetwork {
  /// softplus(−0.4) = 0.51: an interval of one deviation to begin with.
  private static final float FIRST_SPREAD = -0.4f;

  private final ForecastSpec spec;
  private final int straightSteps;
  private final Recurrent stack;
  private final Linear state;
  private final @Nullable Parameter straight;
  private final Parameter known;
  private final Parameter bias;

  PlainNetwork(ForecastSpec spec, Scope scope) {
    this.spec = spec;
    straightSteps = straightSteps(spec);
    stack = Recurrent.create(spec.cell(), scope.scope("recurrent"));
    state = Linear.create(spec.cell().outputSize(), spec.networkSize(), scope.scope("state"));
    int inputs = spec.encoder().window().inputs().size();
    straight =
        straightSteps == 0
            ? null
            : scope.parameter(
                "straight.weight",
                Shape.of(spec.networkSize(), straightSteps * inputs),
                Init.zeros());
    int parts = spec.output().parts();
    int perStep = spec.targets() * parts;
    int size = spec.encoder().knownSize();
    known = scope.parameter("known.weight", Shape.of(perStep, size), Init.zeros());
    bias =
        scope.parameter(
            "known.bias",
            Shape.of(perStep),
            (values, shape, seed) -> {
              for (int i = 0; i < values.length(); i++) {
                values.set(i, i % parts == 0 ? 0 : FIRST_SPREAD);
              }
            });
  }

  /// L, the steps on the straight path of a plain network.
  static int straightSteps(ForecastSpec spec) {
    if (spec.architecture() instanceof Architecture.Plain plain) {
      return plain.straightSteps();
    }
    throw new IllegalArgumentException("no plain network, but " + spec.architecture());
  }

  @Override
  public Var forward(Tape tape, Seq seen, Tensor known) {
    SeqVar steps = tape.seq(seen);
    return ends(straight(steps, recurrent(tape, steps)).plus(ahead(tape, known)));
  }

  /// Centre and spreads as lower end, point and upper end; a point as it is.
  Var ends(Var parts) {
    return spec.output().parts() == 1 ? parts : Ends.of(parts);
  }

  /// What the recurrent stack says: `[B,H·D·P]`.
  Var recurrent(Tape tape, SeqVar seen) {
    Var initial = stack.initialState(tape, seen.lengths().batch());
    Var h = stack.output(stack.unroll(seen, initial).state());
    return state.forward(h.dropout(spec.dropout()));
  }

  /// `before` plus what the last steps say: `[B,H·D·P]`.
  Var straight(SeqVar seen, Var before) {
    if (straight == null) {
      return before;
    }
    int steps = straightSteps;
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

  /// What is known of the future says: `[B,H·D·P]`.
  Var ahead(Tape tape, Tensor seen) {
    int batch = seen.shape().dim(0);
    Var steps = tape.constant(seen.reshape(batch * spec.horizon(), seen.shape().dim(2)));
    return Ops.affine(steps, tape.parameter(known), tape.parameter(bias))
        .reshape(batch, spec.networkSize());
  }

  @Override
  public Recurrent stack() {
    return stack;
  }

  @Override
  public SeqVar stackInput(Tape tape, Seq seen) {
    return tape.seq(seen);
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
