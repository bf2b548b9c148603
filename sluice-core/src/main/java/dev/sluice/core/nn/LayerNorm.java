package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Shape;

/// Layer normalisation of each row (Ba, Kiros and Hinton 2016, arXiv 1607.06450), ε = 1e-5.
public final class LayerNorm {
  private static final float EPSILON = 1e-5f;

  private final Parameter gain;
  private final Parameter bias;

  private LayerNorm(int features, Scope scope) {
    gain = scope.parameter("weight", Shape.of(features), Init.constant(1));
    bias = scope.parameter("bias", Shape.of(features), Init.zeros());
  }

  /// For rows of `features` values.
  public static LayerNorm create(int features, Scope scope) {
    return new LayerNorm(features, scope);
  }

  /// Every row of x, `[R,F]`.
  public Var forward(Var x) {
    return Ops.layerNorm(x, x.tape().parameter(gain), x.tape().parameter(bias), EPSILON);
  }

  /// Every step.
  public SeqVar forward(SeqVar x) {
    return new SeqVar(forward(x.rows()), x.lengths());
  }
}
