package dev.sluice.tasks.language;

import dev.sluice.core.tensor.Floats;
import dev.sluice.kernel.CheckedKernels;
import java.util.List;

/// From one state to the logits of what comes next: one or two linear layers, packed once.
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

  /// Buffers of one thread.
  final class Scratch {
    private final float[][] between = new float[layers.size()][];
    private final float[] row;

    Scratch() {
      int widest = 0;
      for (int i = 0; i < layers.size(); i++) {
        between[i] = new float[layers.get(i).outputs];
        widest = Math.max(widest, layers.get(i).inputs);
      }
      row = new float[widest];
    }

    /// The logits `[V]`, in a buffer that the next call overwrites.
    float[] logits(float[] hidden) {
      float[] x = hidden;
      for (int i = 0; i < layers.size(); i++) {
        Layer layer = layers.get(i);
        float[] y = between[i];
        for (int o = 0; o < y.length; o++) {
          y[o] = layer.bias.get(o);
        }
        kernels.packRows(1, layer.inputs, x, 0, layer.inputs, 1, row, 0);
        kernels.gemm(1, layer.outputs, layer.inputs, row, 0, layer.packed, 0, y, 0, y.length);
        x = y;
      }
      return x;
    }
  }
}
