package dev.sluice.core.tensor;

/// Dense floats in row-major order with a [Shape]: a plain value on the heap.
///
/// The array is shared, not copied, by [#of] and [#data]; whoever hands it over stops writing to
/// it.
public final class Tensor {
  private final Shape shape;
  private final float[] data;

  private Tensor(Shape shape, float[] data) {
    this.shape = shape;
    this.data = data;
  }

  /// A tensor over `data` (not copied).
  ///
  /// @throws IllegalArgumentException if the array's length is not the shape's size
  public static Tensor of(Shape shape, float... data) {
    if (data.length != shape.size()) {
      throw new IllegalArgumentException(
          data.length + " values do not fill shape " + shape + ", which holds " + shape.size());
    }
    return new Tensor(shape, data);
  }

  /// A tensor of zeros.
  public static Tensor zeros(int... dims) {
    Shape shape = Shape.of(dims);
    return new Tensor(shape, new float[shape.size()]);
  }

  /// A matrix `[rows, columns]` copied from equally long rows.
  public static Tensor matrix(float[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    Tensor result = zeros(rows.length, columns);
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw new IllegalArgumentException(
            "row " + i + " has " + rows[i].length + " values, row 0 has " + columns);
      }
      System.arraycopy(rows[i], 0, result.data, i * columns, columns);
    }
    return result;
  }

  /// The extents.
  public Shape shape() {
    return shape;
  }

  /// The values in row-major order; the tensor's own array, not a copy.
  public float[] data() {
    return data;
  }

  /// The value at the given indices, one per axis.
  public float get(int... index) {
    if (index.length != shape.rank()) {
      throw new IllegalArgumentException(index.length + " indices for shape " + shape);
    }
    int flat = 0;
    for (int axis = 0; axis < index.length; axis++) {
      flat = flat * shape.dim(axis) + java.util.Objects.checkIndex(index[axis], shape.dim(axis));
    }
    return data[flat];
  }

  /// The same values under another shape of equal size; the array is shared.
  public Tensor reshape(int... dims) {
    return of(Shape.of(dims), data);
  }

  /// A deep copy.
  public Tensor copy() {
    return new Tensor(shape, data.clone());
  }

  @Override
  public String toString() {
    return "Tensor" + shape;
  }
}
