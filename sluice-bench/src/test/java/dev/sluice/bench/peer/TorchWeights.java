package dev.sluice.bench.peer;

import dev.sluice.bench.Numbers;
import dev.sluice.bench.Workload;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// The recurrent weights as PyTorch has them, `[3H,I], [3H,H], [3H], [3H]` for each layer and
/// direction: gates r, z, n, where its z weighs the old state (1 − σ(a) = σ(−a)).
final class TorchWeights {
  private final Workload workload;
  private final List<Tensor> tensors = new ArrayList<>();
  private final TensorVector vector;

  TorchWeights(Workload w, Numbers numbers) {
    workload = w;
    Workload.Stack s = w.stack();
    int h = s.hidden();
    for (int layer = 0; layer < s.layers(); layer++) {
      for (int d = 0; d < s.directions(); d++) {
        String place = Numbers.place(layer, d);
        int inputs = s.inputs(layer);
        tensors.add(tensor(turned(numbers.of(place + "input"), 0, h * inputs), 3 * h, inputs));
        tensors.add(tensor(turned(numbers.of(place + "hidden"), 0, h * h), 3 * h, h));
        tensors.add(tensor(turned(numbers.of(place + "bias"), 0, h), 3 * h));
        tensors.add(tensor(turned(numbers.of(place + "bias"), 3 * h, h), 3 * h));
      }
    }
    vector = new TensorVector(tensors.toArray(Tensor[]::new));
  }

  /// Blocks z, r, n of `block` values each from `from` on, as r, −z, n.
  private static float[] turned(float[] values, int from, int block) {
    float[] out = new float[3 * block];
    System.arraycopy(values, from + block, out, 0, block);
    for (int i = 0; i < block; i++) {
      out[block + i] = -values[from + i];
    }
    System.arraycopy(values, from + 2 * block, out, 2 * block, block);
    return out;
  }

  /// A tensor with a copy of the values.
  static Tensor tensor(float[] values, long... shape) {
    try (FloatPointer data = new FloatPointer(values)) {
      return torch.from_blob(data, shape).clone();
    }
  }

  Tensor get(int i) {
    return tensors.get(i);
  }

  List<Tensor> all() {
    return tensors;
  }

  /// @return y `[T,B,D·H]`
  Tensor gru(Tensor x, Tensor h0, boolean training) {
    Workload.Stack s = workload.stack();
    boolean both = s.directions() == 2;
    return torch.gru(x, h0, vector, true, s.layers(), 0, training, both, false).get0();
  }
}
