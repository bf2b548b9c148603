package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.tensor.Seq;
import java.util.ArrayList;
import java.util.List;

/// A stack of gated recurrent units (Cho et al. 2014, arXiv 1406.1078; in the form of Chung et al.
/// 2014, arXiv 1412.3555).
///
/// ```
/// z = σ(W_z x + U_z h' + b_z)                how much of the state is rewritten
/// r = σ(W_r x + U_r h' + b_r)                how much of it the candidate sees
/// n = tanh(W_n x + U_n (r ⊙ h') + b_n)       reset before the matmul, or
/// n = tanh(W_n x + b_n + r ⊙ (U_n h' + b_hn))                   after it
/// h = (1 − z) ⊙ h' + z ⊙ n
/// ```
public final class Gru extends Recurrent {
  private final GruSpec spec;

  private Gru(GruSpec spec, Scope scope) {
    super(spec, scope, (inputs, direction, place) -> new GruLayer(spec, inputs, direction, place));
    this.spec = spec;
  }

  /// A stack whose parameters come from `scope`.
  public static Gru create(GruSpec spec, Scope scope) {
    return new Gru(spec, scope);
  }

  @Override
  public GruSpec spec() {
    return spec;
  }

  /// Looks inside: the gates, candidates and states of every layer at every step.
  ///
  /// @param x `[ΣT,I]`
  public GruTrace trace(Seq x) {
    List<GruTrace.Layer> layers = new ArrayList<>();
    try (Tape tape = Tape.inference()) {
      SeqVar input = tape.seq(x);
      unroll(
          input,
          initialState(tape, x.lengths().batch()),
          (layer, rows, state) -> TracingStep.run((GruLayer) layer, rows, state, layers));
    }
    return new GruTrace(layers);
  }
}
