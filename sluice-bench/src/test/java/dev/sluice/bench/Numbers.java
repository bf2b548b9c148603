package dev.sluice.bench;

import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// The weights and inputs that all peers get, made from a seed; named and laid out as Sluice's
/// parameters.
///
/// ```
/// embed.weight [V,E]   gru.l0.input [3H,I]  gru.l0.hidden [3H,H]  gru.l0.bias [6H]  (z, r, n; input's, then hidden's)
/// out.weight [O,H]     out.bias [O]
/// ```
public final class Numbers {
  private final Workload workload;
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final float[] x;
  private final int[] ids;
  private final int[] classes;

  Numbers(Workload w) {
    workload = w;
    Workload.Stack stack = w.stack();
    int h = stack.hidden();
    if (w.vocabulary() > 0) {
      add("embed.weight", 1, w.vocabulary(), stack.inputs());
    }
    double scale = 1 / Math.sqrt(h);
    for (int layer = 0; layer < stack.layers(); layer++) {
      for (int d = 0; d < stack.directions(); d++) {
        String place = place(layer, d);
        add(place + "input", scale, 3 * h, stack.inputs(layer));
        add(place + "hidden", scale, 3 * h, h);
        add(place + "bias", scale, 6 * h);
      }
    }
    if (w.trains()) {
      add("out.weight", scale, w.outputs(), h);
      add("out.bias", scale, w.outputs());
    }
    x = w.vocabulary() > 0 ? new float[0] : uniform("x", 1, w.rows() * stack.inputs());
    ids = w.vocabulary() > 0 ? classes("ids") : new int[0];
    classes = w.vocabulary() > 0 ? classes("classes") : new int[0];
  }

  /// Where the weights of a layer and direction (0 forward, 1 backward) are named.
  public static String place(int layer, int direction) {
    return "gru.l" + layer + (direction == 0 ? "." : "_reverse.");
  }

  private void add(String name, double scale, int... dims) {
    Shape shape = Shape.of(dims);
    parameters.put(name, Tensor.of(shape, uniform(name, scale, shape.size())));
  }

  private static float[] uniform(String name, double scale, int size) {
    Seed seed = Seed.of(1).named(name);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) ((2 * seed.uniform(i) - 1) * scale);
    }
    return values;
  }

  private int[] classes(String name) {
    Seed seed = Seed.of(2).named(name);
    int[] values = new int[workload.rows()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) (seed.uniform(i) * workload.vocabulary());
    }
    return values;
  }

  /// All parameters, for Sluice.
  public Map<String, Tensor> parameters() {
    return parameters;
  }

  /// A parameter by name; not to be written to.
  public float[] of(String name) {
    return Objects.requireNonNull(parameters.get(name), name).data();
  }

  /// `[T,B,I]`; not to be written to.
  public float[] x() {
    return x;
  }

  /// Ids of a language model's inputs, `[T,B]`; not to be written to.
  public int[] ids() {
    return ids;
  }

  /// What a language model is to say, `[T,B]`; not to be written to.
  public int[] classes() {
    return classes;
  }
}
