package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Scope;

/// A stack of plain recurrent layers (Elman 1990), to compare the GRU with: `h = tanh(W x + U h' +
/// b)`, or relu.
public final class Rnn extends Recurrent {
  private final RnnSpec spec;

  private Rnn(RnnSpec spec, Scope scope) {
    super(spec, scope, (inputs, direction, place) -> new RnnLayer(spec, inputs, direction, place));
    this.spec = spec;
  }

  /// A stack whose parameters come from `scope`.
  public static Rnn create(RnnSpec spec, Scope scope) {
    return new Rnn(spec, scope);
  }

  @Override
  public RnnSpec spec() {
    return spec;
  }
}
