package dev.sluice.formats.onnx;

import dev.sluice.core.tensor.Shape;
import java.util.Arrays;

/// A value of a graph: floats, or integers and truth values as longs; row-major.
public sealed interface NdArray {
  /// Its extents; rank 0 for a scalar.
  Shape shape();

  /// What the file calls its type.
  DataType type();

  /// The same elements in another shape of the same size.
  NdArray reshape(Shape to);

  /// Floats, whatever fractional type the file had.
  ///
  /// @param data `shape.size()` values, not copied
  record Floats(Shape shape, float[] data) implements NdArray {
    /// Checks the size.
    public Floats {
      check(shape, data.length);
    }

    @Override
    public DataType type() {
      return DataType.FLOAT;
    }

    @Override
    public Floats reshape(Shape to) {
      return new Floats(to, data);
    }

    @Override
    public String toString() {
      return "float" + shape;
    }
  }

  /// Integers, or truth values as 0 and 1.
  ///
  /// @param data `shape.size()` values, not copied
  record Longs(DataType type, Shape shape, long[] data) implements NdArray {
    /// Checks the size.
    public Longs {
      check(shape, data.length);
    }

    @Override
    public Longs reshape(Shape to) {
      return new Longs(type, to, data);
    }

    @Override
    public String toString() {
      return type.name().toLowerCase(java.util.Locale.ROOT) + shape;
    }
  }

  /// Floats.
  static Floats of(Shape shape, float... data) {
    return new Floats(shape, data);
  }

  /// Integers of 64 bits.
  static Longs of(Shape shape, long... data) {
    return new Longs(DataType.INT64, shape, data);
  }

  /// One-dimensional integers.
  static Longs longs(int... data) {
    return of(Shape.of(data.length), Arrays.stream(data).asLongStream().toArray());
  }

  private static void check(Shape shape, int length) {
    if (shape.size() != length) {
      throw new IllegalArgumentException(length + " elements for shape " + shape);
    }
  }
}
