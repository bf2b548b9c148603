package dev.sluice.tasks.forecast;

import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;

/// What the networks of all [Architecture]s have in common.
sealed interface ForecastNetwork permits PlainNetwork, SegmentNetwork {
  /// The network of a spec, its parameters from `scope`.
  static ForecastNetwork create(ForecastSpec spec, Scope scope) {
    return switch (spec.architecture()) {
      case Architecture.Plain _ -> new PlainNetwork(spec, scope);
      case Architecture.Segments segments ->
          new SegmentNetwork(
              SegmentSpec.of(spec.encoder(), spec.cell(), segments, spec.output(), spec.dropout()),
              scope);
    };
  }

  /// The standardised answers for B windows.
  ///
  /// @param seen B sequences of F features
  /// @param known `[B,H,K]`
  /// @return `[B,H·D·P]`, step after step, for each step target after target, for each target its P
  ///   values: the point, or lower end, point and upper end
  Var forward(Tape tape, Seq seen, Tensor known);

  /// The recurrent stack.
  Recurrent stack();

  /// What the stack reads of B sequences of F features: B sequences, or B·D where it reads each
  /// target by itself.
  SeqVar stackInput(Tape tape, Seq seen);
}
