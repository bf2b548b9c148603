package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Scope;

/// A stack of long short-term memories (Hochreiter and Schmidhuber 1997; forget gate of Gers et al.
/// 2000), to compare the GRU with.
///
/// ```
/// i = σ(W_i x + U_i h' + b_i)     f = σ(W_f x + U_f h' + b_f)     o = σ(W_o x + U_o h' + b_o)
/// g = tanh(W_g x + U_g h' + b_g)  c = f ⊙ c' + i ⊙ g              h = o ⊙ tanh(c)
/// ```
public final class Lstm extends Recurrent {
  private final LstmSpec spec;

  private Lstm(LstmSpec spec, Scope scope) {
    super(spec, scope, (inputs, direction, place) -> new LstmLayer(spec, inputs, direction, place));
    this.spec = spec;
  }

  /// A stack whose parameters come from `scope`.
  public static Lstm create(LstmSpec spec, Scope scope) {
    return new Lstm(spec, scope);
  }

  @Override
  public LstmSpec spec() {
    return spec;
  }
}
