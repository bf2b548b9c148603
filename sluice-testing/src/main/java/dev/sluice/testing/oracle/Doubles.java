package dev.sluice.testing.oracle;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/// A tensor of doubles, row-major.
///
/// @param shape the extents
/// @param values their product many
public record Doubles(int[] shape, double[] values) {
  /// A definition: the value of the element at an index.
  @FunctionalInterface
  public interface Definition {
    /// The element at `index`, one number per axis.
    double at(int... index);
  }

  /// Checks the size.
  public Doubles {
    if (values.length != size(shape)) {
      throw new IllegalArgumentException(
          values.length + " values, shape " + Arrays.toString(shape));
    }
  }

  /// The values of floats, exactly.
  public static Doubles of(int[] shape, float... values) {
    double[] result = new double[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = values[i];
    }
    return new Doubles(shape.clone(), result);
  }

  /// The tensor whose elements a definition gives.
  public static Doubles define(int[] shape, Definition definition) {
    double[] values = new double[size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = definition.at(index(shape, i));
    }
    return new Doubles(shape.clone(), values);
  }

  private static int size(int... shape) {
    int size = 1;
    for (int extent : shape) {
      size *= extent;
    }
    return size;
  }

  private static int[] index(int[] shape, int flat) {
    int[] index = new int[shape.length];
    int rest = flat;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return index;
  }

  /// The element at `index`, one number per axis.
  public double at(int... index) {
    int flat = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      flat = flat * shape[axis] + index[axis];
    }
    return values[flat];
  }

  /// The extent of an axis, counted from the end where negative.
  public int extent(int axis) {
    return shape[axis < 0 ? shape.length + axis : axis];
  }

  /// A function of each element.
  public Doubles map(DoubleUnaryOperator f) {
    return new Doubles(shape, Arrays.stream(values).map(f).toArray());
  }

  /// A function of each pair, this being the shape of the result: `other` is as large, or its shape
  /// is the trailing axes of this, or differs in a last axis of 1 only, or it holds one value.
  public Doubles zip(Doubles other, DoubleBinaryOperator f) {
    return define(shape, index -> f.applyAsDouble(at(index), other.spread(index)));
  }

  private double spread(int... index) {
    if (values.length == 1) {
      return values[0];
    }
    int[] own = Arrays.copyOfRange(index, index.length - shape.length, index.length);
    if (own.length > 0 && extent(-1) == 1) {
      own[own.length - 1] = 0;
    }
    return at(own);
  }

  /// The same values under another shape.
  public Doubles reshape(int... dims) {
    return new Doubles(dims, values);
  }

  /// A copy with element `i` of the flat values moved by `step`.
  Doubles moved(int i, double step) {
    double[] copy = values.clone();
    copy[i] += step;
    return new Doubles(shape, copy);
  }
}
