package dev.sluice.formats.keras;

/// Keras multiplies rows by kernels `[I,O]`; here, weights are `[O,I]`.
final class Columns {
  private Columns() {}

  /// `[rows,columns]` as `[columns,rows]`.
  static float[] turned(float[] values, int rows, int columns) {
    float[] out = new float[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        out[j * rows + i] = values[i * columns + j];
      }
    }
    return out;
  }

  /// Blocks of `size` values in another order: block k of the result is block `order[k]`.
  static float[] ordered(float[] values, int size, int... order) {
    float[] out = new float[values.length];
    for (int k = 0; k < order.length; k++) {
      System.arraycopy(values, order[k] * size, out, k * size, size);
    }
    return out;
  }
}
