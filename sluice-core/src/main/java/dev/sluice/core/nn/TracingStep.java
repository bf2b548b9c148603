package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// A GRU step that remembers the gates of every step.
record TracingStep(GruStep step, GruStep.Gates[] seen) implements CellStep {
  /// Runs a layer step by step and adds what happened to `layers`.
  static CellLayer.Pass run(GruLayer layer, SeqVar x, Var state, List<GruTrace.Layer> layers) {
    Tape tape = x.rows().tape();
    Lengths lengths = x.lengths();
    RecurrentNoise noise = RecurrentNoise.of(layer.spec.noise(), tape, lengths);
    TracingStep tracing =
        new TracingStep(layer.general(tape, noise), new GruStep.Gates[lengths.steps()]);
    CellLayer.Pass pass = Unroll.run(tracing, layer.direction, x, state);
    layers.add(
        new GruTrace.Layer(
            layer.label,
            layer.direction,
            tracing.collect(lengths, GruStep.Gates::update),
            tracing.collect(lengths, GruStep.Gates::reset),
            tracing.collect(lengths, GruStep.Gates::candidate),
            tracing.collect(lengths, GruStep.Gates::hidden)));
    return pass;
  }

  private Seq collect(Lengths lengths, Function<GruStep.Gates, Var> part) {
    if (seen.length == 0) {
      return Seq.packed(Tensor.zeros(0, hidden()), lengths);
    }
    Var[] steps = Arrays.stream(seen).map(part).toArray(Var[]::new);
    return Seq.packed(Ops.concat(0, steps).copy(), lengths);
  }

  @Override
  public Var project(Var x) {
    return step.project(x);
  }

  @Override
  public Var next(Var projected, Var state) {
    GruStep.Gates gates = step.gates(projected, state);
    seen[noise().step()] = gates;
    return gates.hidden();
  }

  @Override
  public RecurrentNoise noise() {
    return step.noise();
  }

  @Override
  public Tape tape() {
    return step.tape();
  }

  @Override
  public int hidden() {
    return step.hidden();
  }
}
