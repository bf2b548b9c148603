package dev.sluice.kernel;

/// The façade's checks; messages say what, actual, expected.
final class Check {
  private Check() {}

  static void count(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException("%s is %d, expected 0 or more".formatted(name, value));
    }
  }

  static void rowStride(String name, int stride, int width) {
    if (stride < width) {
      throw new IllegalArgumentException(
          "%s is %d, expected at least the row's length %d: rows must not overlap"
              .formatted(name, stride, width));
    }
  }

  /// `size` elements from `offset` on lie inside the array.
  static void window(String name, String shape, float[] array, int offset, long size) {
    window(name, shape, "floats", array.length, offset, size);
  }

  /// `size` elements from `offset` on lie inside the array.
  static void window(String name, String shape, int[] array, int offset, long size) {
    window(name, shape, "ints", array.length, offset, size);
  }

  private static void window(
      String name, String shape, String unit, int length, int offset, long size) {
    if (offset < 0) {
      throw new IndexOutOfBoundsException(
          "the offset of %s is %d, expected 0 or more".formatted(name, offset));
    }
    if (offset + size > length) {
      throw new IndexOutOfBoundsException(
          "%s has %d %s, expected at least %d: %s = %d %s from offset %d on"
              .formatted(name, length, unit, offset + size, shape, size, unit, offset));
    }
  }

  /// All elements `offset + i·rowStride + j·colStride` lie inside the array.
  static void matrix(
      String name,
      String shape,
      float[] array,
      int offset,
      int rows,
      int columns,
      int rowStride,
      int colStride) {
    if (rowStride < 0 || colStride < 0) {
      throw new IllegalArgumentException(
          "the strides of %s are %d and %d, expected 0 or more"
              .formatted(name, rowStride, colStride));
    }
    boolean empty = rows == 0 || columns == 0;
    long size = empty ? 0 : (rows - 1L) * rowStride + (columns - 1L) * colStride + 1;
    if (offset < 0 || offset + size > array.length) {
      throw new IndexOutOfBoundsException(
          "%s has %d floats, expected at least %d: %s = [%d,%d] from offset %d on, strides %d and %d"
              .formatted(
                  name,
                  array.length,
                  offset + size,
                  shape,
                  rows,
                  columns,
                  offset,
                  rowStride,
                  colStride));
    }
  }
}
