package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.compute.RowNorm;
import dev.sluice.core.tensor.Shape;
import dev.sluice.kernel.CheckedKernels;

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

  /// A copy of the numbers, for single steps.
  Packed pack(CheckedKernels kernels) {
    float[][] gain = new float[4][];
    float[][] bias = new float[4][];
    for (int part = 0; part < 4; part++) {
      gain[part] = gains[part].values().toArray();
      bias[part] = biases[part].values().toArray();
    }
    return new Packed(kernels, gain, bias);
  }

  /// The frozen normalisations: the same roundings as [#of].
  record Packed(CheckedKernels kernels, float[][] gains, float[][] biases) {
    /// Normalises one row in place.
    ///
    /// @param x `[2H]` for gates, `[H]` for the candidate, at `offset`
    void apply(Part part, float[] x, int offset) {
      float[] gain = gains[part.ordinal()];
      float[] bias = biases[part.ordinal()];
      RowNorm.normalise(kernels, EPSILON, gain.length, x, offset, x, offset);
      RowNorm.scale(gain.length, x, offset, gain, 0, bias, 0, x, offset);
    }
  }
}
