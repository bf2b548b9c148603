package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Shape;

/// A fully connected layer: `y = W x + b`, W `[O,I]`.
public final class Linear {
  private final Parameter weights;
  private final Parameter bias;

  private Linear(int inputs, int outputs, Scope scope) {
    weights = scope.parameter("weight", Shape.of(outputs, inputs), Init.glorot());
    bias = scope.parameter("bias", Shape.of(outputs), Init.zeros());
  }

  /// A layer from `inputs` to `outputs` values.
  public static Linear create(int inputs, int outputs, Scope scope) {
    return new Linear(inputs, outputs, scope);
  }

  /// O, the values of a row of the result.
  public int outputSize() {
    return bias.shape().size();
  }

  /// Every row of x.
  ///
  /// @param x `[R,I]`
  /// @return `[R,O]`
  public Var forward(Var x) {
    return Ops.affine(x, x.tape().parameter(weights), x.tape().parameter(bias));
  }

  /// Every step.
  public SeqVar forward(SeqVar x) {
    return new SeqVar(forward(x.rows()), x.lengths());
  }

  /// W `[O,I]`.
  public Parameter weights() {
    return weights;
  }

  /// b `[O]`.
  public Parameter bias() {
    return bias;
  }
}
