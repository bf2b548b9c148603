package dev.sluice.bench.jvm;

import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// A layer with random weights as torch names and orders them, and random input `[T,B,I]`.
///
/// @param gates 3 (r, z, n) or 4 (i, f, g, o)
record Layer(int gates, int inputs, int hidden, int batch, int steps) {
  Map<String, Tensor> weights() {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    weights.put("weight_ih_l0", uniform("ih", gates * hidden, inputs));
    weights.put("weight_hh_l0", uniform("hh", gates * hidden, hidden));
    weights.put("bias_ih_l0", uniform("bi", gates * hidden));
    weights.put("bias_hh_l0", uniform("bh", gates * hidden));
    return weights;
  }

  /// `[T·B,I]`.
  Tensor input() {
    return uniform("x", steps * batch, inputs);
  }

  private Tensor uniform(String name, int... dims) {
    Seed seed = Seed.of(1).named(name);
    float[] values = new float[Shape.of(dims).size()];
    float scale = name.equals("x") ? 1 : (float) (1 / Math.sqrt(hidden));
    for (int i = 0; i < values.length; i++) {
      values[i] = (2 * seed.uniform(i) - 1) * scale;
    }
    return Tensor.of(Shape.of(dims), values);
  }

  @Override
  public String toString() {
    return "I%d H%d B%d T%d".formatted(inputs, hidden, batch, steps);
  }
}
