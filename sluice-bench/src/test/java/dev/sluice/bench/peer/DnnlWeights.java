package dev.sluice.bench.peer;

import dev.sluice.bench.Numbers;
import dev.sluice.bench.Workload;
import dev.sluice.core.nn.Reset;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;

/// The weights of one layer, all its directions, as oneDNN has them: gates u (weighs the old state:
/// our z with other sign), r, o; and, where the reset comes after the product, a fourth bias.
///
/// @param layer `[1,D,I,3,H]`
/// @param iter `[1,D,H,3,H]`
/// @param bias `[1,D,3 or 4,H]`
record DnnlWeights(memory layer, memory iter, memory bias) {
  static DnnlWeights of(Dnnl dnnl, Workload w, Reset reset, int layer, Numbers numbers) {
    int h = w.stack().hidden();
    int d = w.stack().directions();
    int inputs = w.stack().inputs(layer);
    int biases = reset == Reset.AFTER_MATMUL ? 4 : 3;
    float[] x = new float[d * inputs * 3 * h];
    float[] u = new float[d * h * 3 * h];
    float[] b = new float[d * biases * h];
    for (int i = 0; i < d; i++) {
      String place = Numbers.place(layer, i);
      turn(numbers.of(place + "input"), h, inputs, x, i * inputs * 3 * h);
      turn(numbers.of(place + "hidden"), h, h, u, i * h * 3 * h);
      bias(numbers.of(place + "bias"), h, biases, b, i * biases * h);
    }
    return new DnnlWeights(
        dnnl.of(Dnnl.desc(format_tag.ldigo, 1, d, inputs, 3, h), x),
        dnnl.of(Dnnl.desc(format_tag.ldigo, 1, d, h, 3, h), u),
        dnnl.of(Dnnl.desc(format_tag.ldgo, 1, d, biases, h), b));
  }

  /// `[3H,columns]` to `[columns,3H]`.
  private static void turn(float[] from, int hidden, int columns, float[] to, int offset) {
    for (int row = 0; row < 3 * hidden; row++) {
      for (int j = 0; j < columns; j++) {
        float value = from[row * columns + j];
        to[offset + j * 3 * hidden + row] = row < hidden ? -value : value;
      }
    }
  }

  private static void bias(float[] from, int hidden, int biases, float[] to, int offset) {
    for (int j = 0; j < hidden; j++) {
      to[offset + j] = -(from[j] + from[3 * hidden + j]);
      to[offset + hidden + j] = from[hidden + j] + from[4 * hidden + j];
      float input = from[2 * hidden + j];
      float recurrent = from[5 * hidden + j];
      to[offset + 2 * hidden + j] = biases == 4 ? input : input + recurrent;
      if (biases == 4) {
        to[offset + 3 * hidden + j] = recurrent;
      }
    }
  }
}
