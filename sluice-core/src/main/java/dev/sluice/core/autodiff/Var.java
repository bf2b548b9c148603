package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.Arrays;
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

  // ------------------------------------------------------------------------------ one tensor

  /// `tanh x`
  public Var tanh() {
    return unary(UnaryFunction.TANH);
  }

  /// `σ(x) = 1/(1+e⁻ˣ)`
  public Var sigmoid() {
    return unary(UnaryFunction.SIGMOID);
  }

  /// `max(0, x)`; gradient 0 at 0.
  public Var relu() {
    return unary(UnaryFunction.RELU);
  }

  /// `max(0, min(1, 0.2x + 0.5))`: the form of Keras 1 and 2 and of ONNX by default. (Keras 3 and
  /// PyTorch have `relu6(x+3)/6`.)
  public Var hardSigmoid() {
    return unary(UnaryFunction.HARD_SIGMOID);
  }

  /// `eˣ`
  public Var exp() {
    return unary(UnaryFunction.EXP);
  }

  /// `ln x`; −∞ at 0, NaN below.
  public Var log() {
    return unary(UnaryFunction.LOG);
  }

  /// `|x|`; gradient 0 at 0.
  public Var abs() {
    return unary(UnaryFunction.ABS);
  }

  /// `x²`
  public Var square() {
    return unary(UnaryFunction.SQUARE);
  }

  /// `√x`; infinite gradient at 0.
  public Var sqrt() {
    return unary(UnaryFunction.SQRT);
  }

  private Var unary(UnaryFunction function) {
    return tape.apply(new Unary(function), this);
  }

  /// `−x`
  public Var negate() {
    return tape.apply(new Line("negate", -1, -0f), this);
  }

  /// `factor·x`
  public Var scale(float factor) {
    return tape.apply(new Line("scale", factor, -0f), this);
  }

  /// `x + term`
  public Var shift(float term) {
    return tape.apply(new Line("shift", 1, term), this);
  }

  /// `eˣ / Σ eˣ` along the last axis. Elements of −∞ get 0; a row of nothing else becomes NaN.
  public Var softmax() {
    return tape.apply(new Softmax(), this);
  }

  /// `ln softmax` along the last axis, without its underflow.
  public Var logSoftmax() {
    return tape.apply(new LogSoftmax(), this);
  }

  /// Zero at probability `rate`, else `x/(1−rate)`; the same values on an inference tape.
  ///
  /// The noise is a function of (the tape's seed, the place in the forward pass, row, unit), rows
  /// being all axes but the last. A rate of 0 counts as a place too, so that another dropout's
  /// noise does not depend on this one's rate. For sequences use [SeqVar#dropout], whose noise goes
  /// with the sample.
  ///
  /// @param rate in `[0, 1)`
  public Var dropout(float rate) {
    Dropout.checkRate(rate);
    Seed site = tape.noise().orElse(null);
    if (site == null || rate == 0) {
      return this;
    }
    Seed[] keys = new Seed[shape.rows()];
    Arrays.setAll(keys, site::at);
    return tape.apply(new Dropout(rate, keys), this);
  }

  // --------------------------------------------------------------- two tensors, elementwise
  // The shapes are equal, or one operand is repeated: one value; the trailing axes of the other
  // ([R,F]
  // and [F]); or the same axes but 1 for the last ([R,F] and [R,1]).

  /// `x + b`; the smaller operand is repeated if its shape is the trailing axes of the other's, or
  /// differs only in a last axis of 1, or is one value. So for all elementwise operations.
  public Var plus(Var b) {
    return binary(BinaryFunction.PLUS, b);
  }

  /// `x − b`, shapes as for [#plus].
  public Var minus(Var b) {
    return binary(BinaryFunction.MINUS, b);
  }

  /// `x·b` elementwise, shapes as for [#plus].
  public Var times(Var b) {
    return binary(BinaryFunction.TIMES, b);
  }

  /// `x/b` elementwise, shapes as for [#plus].
  public Var divide(Var b) {
    return binary(BinaryFunction.DIVIDE, b);
  }

  /// The larger of each pair, shapes as for [#plus]; two equals get half of the gradient each.
  public Var max(Var b) {
    return binary(BinaryFunction.MAX, b);
  }

  /// The smaller of each pair, shapes as for [#plus]; two equals get half of the gradient each.
  public Var min(Var b) {
    return binary(BinaryFunction.MIN, b);
  }

  private Var binary(BinaryFunction function, Var b) {
    return tape.apply(new Binary(function), this, b);
  }

  // -------------------------------------------------------------------------------- matrices

  /// The matrix product with `b`; for weights stored as `[O,I]` see [Ops#affine].
  ///
  /// @param b `[K,P]`; this is `[…,K]`
  /// @return `[…,P]`
  public Var matmul(Var b) {
    return tape.apply(new MatMul(), this, b);
  }

  /// `[R,C]` → `[C,R]`
  public Var transpose() {
    return tape.apply(new Transpose(), this);
  }

  /// The same values, not copied, under another shape of equal size.
  public Var reshape(int... dims) {
    Shape other = Shape.of(dims);
    if (other.size() != shape.size()) {
      throw new IllegalArgumentException(
          "reshape: shape "
              + shape
              + " holds "
              + shape.size()
              + " values, "
              + other
              + " needs "
              + other.size());
    }
    return new Var(this, other);
  }

  /// The part `[from, to)` of one axis, copied.
  ///
  /// @param axis counted from the end where negative
  public Var slice(int axis, int from, int to) {
    return tape.apply(new Slice(axis, from, to), this);
  }

  // ------------------------------------------------------------------------------ reductions

  /// The sum of all values, a scalar.
  public Var sum() {
    return tape.apply(new Sum(Sum.Scale.SUM), this);
  }

  /// The mean of all values, a scalar.
  ///
  /// @throws IllegalArgumentException if there is no value
  public Var mean() {
    return tape.apply(new Sum(Sum.Scale.MEAN), this);
  }

  /// The sum over one axis, which goes.
  ///
  /// @param axis counted from the end where negative
  public Var sum(int axis) {
    return tape.apply(new AxisSum(axis, Sum.Scale.SUM), this);
  }

  /// The mean over one axis, which goes.
  ///
  /// @param axis counted from the end where negative
  /// @throws IllegalArgumentException if the axis is empty
  public Var mean(int axis) {
    return tape.apply(new AxisSum(axis, Sum.Scale.MEAN), this);
  }

  /// The largest over one axis, which goes; the first of equals gets the gradient.
  ///
  /// @param axis counted from the end where negative
  /// @throws IllegalArgumentException if the axis is empty
  public Var max(int axis) {
    return tape.apply(new AxisMax(axis), this);
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
