package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// A tensor on a [Tape]; it lives until the tape closes, [#copy] detaches its values.
///
/// Operations that take one tensor, or two of them elementwise, are methods; the others are in
/// [Ops].
public final class Var {
  private final Tape tape;
  private final Shape shape;
  private final Floats value;
  private final Kind kind;

  /// What this is another view of, with the same numbers and the same gradient.
  private final @Nullable Var base;

  private @Nullable Floats gradient;

  /// Whether a gradient flows into a variable.
  enum Kind {
    CONSTANT,
    DIFFERENTIABLE
  }

  Var(Tape tape, Shape shape, Floats value, Kind kind) {
    this.tape = tape;
    this.shape = shape;
    this.value = value;
    this.kind = kind;
    this.base = null;
  }

  private Var(Var base, Shape shape) {
    this.tape = base.tape;
    this.shape = shape;
    this.value = base.value();
    this.kind = base.kind;
    this.base = base;
  }

  /// The extents.
  public Shape shape() {
    return shape;
  }

  /// The tape it is on.
  public Tape tape() {
    return tape;
  }

  /// A copy of the values that outlives the tape.
  public Tensor copy() {
    return Tensor.of(shape, value().toArray());
  }

  /// The value of a scalar.
  ///
  /// @throws IllegalStateException if there is more than one value
  public float item() {
    if (shape.size() != 1) {
      throw new IllegalStateException("item() needs one value, this has shape " + shape);
    }
    return value().get(0);
  }

  /// Whether a gradient flows into it.
  public boolean isDifferentiable() {
    return kind == Kind.DIFFERENTIABLE;
  }

  Floats value() {
    tape.checkOpen();
    return value;
  }

  /// dL/d(this), made of zeros at first use.
  Floats gradient() {
    tape.checkOpen();
    if (base != null) {
      return base.gradient();
    }
    if (gradient == null) {
      gradient = tape.compute().arena().zeros(shape.size());
    }
    return gradient;
  }

  @Nullable Floats gradientOrNull() {
    return base == null ? gradient : base.gradientOrNull();
  }

  void gradient(Floats window) {
    gradient = window;
  }

  @Override
  public String toString() {
    return "Var" + shape;
  }
}
