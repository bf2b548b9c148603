package dev.sluice.formats.cell;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.Reset;
import java.util.List;

/// What one recurrent layer computes.
///
/// @param reset of a GRU; others ignore it
/// @param activations those of each direction, one after another
/// @param clip pre-activations are held within ±clip; infinite for none
/// @param forget whether an LSTM has a forget gate of its own
public record CellSpec(
    CellKind kind,
    int inputs,
    int hidden,
    Direction direction,
    Reset reset,
    List<List<CellActivation>> activations,
    float clip,
    Forget forget) {

  /// The forget gate of an LSTM.
  public enum Forget {
    /// A gate of its own.
    OWN,
    /// 1 − i.
    COUPLED
  }

  /// Checks sizes and counts.
  public CellSpec {
    if (inputs < 1 || hidden < 1) {
      throw new IllegalArgumentException(
          "a layer of " + inputs + " inputs and " + hidden + " units; both are 1 or more");
    }
    if (activations.size() != direction.parts().size()) {
      throw new IllegalArgumentException(
          activations.size() + " sets of activations for direction " + direction);
    }
    for (List<CellActivation> set : activations) {
      if (set.size() != kind.activations()) {
        throw new IllegalArgumentException(
            set.size() + " activations for a " + kind + ", which has " + kind.activations());
      }
    }
    if (!(clip > 0)) {
      throw new IllegalArgumentException("a clip of " + clip + "; it is above 0");
    }
  }

  /// A layer with the usual activations and nothing else.
  public static CellSpec plain(
      CellKind kind, int inputs, int hidden, Direction direction, Reset reset) {
    List<CellActivation> set =
        switch (kind) {
          case RNN -> List.of(CellActivation.TANH);
          case GRU -> List.of(CellActivation.SIGMOID, CellActivation.TANH);
          case LSTM -> List.of(CellActivation.SIGMOID, CellActivation.TANH, CellActivation.TANH);
        };
    return new CellSpec(
        kind,
        inputs,
        hidden,
        direction,
        reset,
        direction.parts().stream().map(part -> set).toList(),
        Float.POSITIVE_INFINITY,
        Forget.OWN);
  }

  /// 1 or 2.
  public int directions() {
    return direction.parts().size();
  }
}
