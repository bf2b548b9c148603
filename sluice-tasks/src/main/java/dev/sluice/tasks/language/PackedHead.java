package dev.sluice.tasks.language;

import dev.sluice.core.tensor.Floats;
import dev.sluice.kernel.CheckedKernels;
import java.util.List;

/// From states to the logits of what comes next: one or two linear layers, packed once.
///
/// @param layers first one first
record PackedHead(CheckedKernels kernels, List<Layer> layers) {
  /// `W x + b`.
  ///
  /// @param packed W `[outputs,inputs]` as columns
  record Layer(int inputs, int outputs, float[] packed, Floats bias) {}

  /// @param weights `[outputs,inputs]`
  static Layer pack(CheckedKernels kernels, Floats weights, Floats bias) {
    int outputs = bias.length();
    int inputs = weights.length() / outputs;
    float[] packed = new float[kernels.packedColumnsSize(inputs, outputs)];
    kernels.packColumns(inputs, outputs, weights.array(), weights.offset(), 1, inputs, packed, 0);
    return new Layer(inputs, outputs, packed, bias);
  }

  /// Buffers of one thread, for `rows` states at once.
  final class Scratch {
    private final int rows;
    private final float[][] between = new float[layers.size()][];
    private final float[] packed;

    Scratch(int rows) {
      this.rows = rows;
      int widest = 0;
      for (int i = 0; i < layers.size(); i++) {
        between[i] = new float[Math.multiplyExact(rows, layers.get(i).outputs)];
        widest = Math.max(widest, layers.get(i).inputs);
      }
      packed = new float[Math.multiplyExact(rows, widest)];
    }

    /// The logits `[rows,V]`, in a buffer that the next call overwrites.
    ///
    /// @param hidden `[rows,H]`
    float[] logits(float[] hidden) {
      float[] x = hidden;
      for (int i = 0; i < layers.size(); i++) {
        Layer layer = layers.get(i);
        int outputs = layer.outputs;
        float[] y = between[i];
        for (int row = 0; row < rows; row++) {
          System.arraycopy(layer.bias.array(), layer.bias.offset(), y, row * outputs, outputs);
        }
        kernels.packRows(rows, layer.inputs, x, 0, layer.inputs, 1, packed, 0);
        kernels.gemm(rows, outputs, layer.inputs, packed, 0, layer.packed, 0, y, 0, outputs);
        x = y;
      }
      return x;
    }
  }
}
