package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Shape;

/// The layer normalisations of a GRU (Ba, Kiros and Hinton 2016, arXiv 1607.06450): of the input's
/// part and the state's part of the pre-activations, gates and candidate apart.
final class GruNorm {
  static final float EPSILON = 1e-5f;

  /// What is normalised, in the order of the parameters.
  enum Part {
    INPUT_GATES,
    INPUT_CANDIDATE,
    HIDDEN_GATES,
    HIDDEN_CANDIDATE
  }

  private final Parameter[] gains = new Parameter[4];
  private final Parameter[] biases = new Parameter[4];

  GruNorm(int hidden, Scope scope) {
    for (Part part : Part.values()) {
      boolean gates = part == Part.INPUT_GATES || part == Part.HIDDEN_GATES;
      Shape shape = Shape.of(gates ? 2 * hidden : hidden);
      Scope place = scope.scope(part.name().toLowerCase(java.util.Locale.ROOT));
      gains[part.ordinal()] = place.parameter("gain", shape, Init.constant(1));
      biases[part.ordinal()] = place.parameter("bias", shape, Init.zeros());
    }
  }

  Var of(Tape tape, Part part, Var x) {
    return Ops.layerNorm(
        x, tape.parameter(gains[part.ordinal()]), tape.parameter(biases[part.ordinal()]), EPSILON);
  }
}
