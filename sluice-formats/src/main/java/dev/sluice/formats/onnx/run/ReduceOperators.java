package dev.sluice.formats.onnx.run;

import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.kernel.ScalarMath;
import java.util.Arrays;
import java.util.Map;

/// Operators over whole axes: means and sums, softmax, layer normalisation.
final class ReduceOperators {
  private interface Fold {
    float of(float[] values, int from, int count);
  }

  private ReduceOperators() {}

  static void addTo(Map<String, Operator.Factory> operators) {
    reduce(operators, "ReduceMean", (v, from, count) -> sum(v, from, count) / count);
    reduce(operators, "ReduceSum", ReduceOperators::sum);
    reduce(operators, "ReduceMax", ReduceOperators::max);
    operators.put("Softmax", plan -> softmax(plan, 1));
    operators.put("LogSoftmax", plan -> softmax(plan, 0));
    operators.put("LayerNormalization", plan -> ReduceOperators::layerNorm);
  }

  private static float sum(float[] values, int from, int count) {
    float sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += values[i];
    }
    return sum;
  }

  private static float max(float[] values, int from, int count) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      max = Math.max(max, values[i]);
    }
    return max;
  }

  private static void reduce(Map<String, Operator.Factory> operators, String name, Fold fold) {
    operators.put(name, plan -> (Operator.Single) call -> reduced(call, fold));
  }

  /// Moves the reduced axes behind the others, then folds each stretch.
  private static NdArray reduced(Call call, Fold fold) {
    NdArray.Floats x = call.floats(0);
    int rank = x.shape().rank();
    long[] axes = call.longs(1, "axes");
    if (axes == null || axes.length == 0) {
      if (call.node().integer("noop_with_empty_axes", 0) == 1) {
        return x;
      }
      axes = new long[rank];
      Arrays.setAll(axes, i -> i);
    }
    boolean[] folded = new boolean[rank];
    for (long axis : axes) {
      folded[call.axis(axis, rank)] = true;
    }
    int[] own = Shapes.strides(x.shape());
    int[] dims = new int[rank];
    int[] strides = new int[rank];
    int[] kept = new int[rank];
    int[] squeezed = new int[rank];
    int next = 0;
    for (int i = 0; i < rank; i++) {
      kept[i] = folded[i] ? 1 : x.shape().dim(i);
      if (!folded[i]) {
        squeezed[next] = x.shape().dim(i);
        dims[next] = x.shape().dim(i);
        strides[next++] = own[i];
      }
    }
    int outerRank = next;
    for (int i = 0; i < rank; i++) {
      if (folded[i]) {
        dims[next] = x.shape().dim(i);
        strides[next++] = own[i];
      }
    }
    NdArray.Floats turned = (NdArray.Floats) Rearrange.of(call, x, Shape.of(dims), 0, strides);
    Shape outer = Shape.of(Arrays.copyOf(squeezed, outerRank));
    int count = Shapes.product(turned.shape(), outerRank, rank);
    float[] out = call.newFloats(outer.size());
    for (int i = 0; i < out.length; i++) {
      out[i] = fold.of(turned.data(), i * count, count);
    }
    return new NdArray.Floats(
        call.node().integer("keepdims", 1) == 1 ? Shape.of(kept) : outer, out);
  }

  /// @param exponent 1 for the probabilities, 0 for their logarithms
  private static Operator.Single softmax(Plan plan, int exponent) {
    return call -> {
      NdArray.Floats x = call.floats(0);
      int rank = x.shape().rank();
      boolean single = plan.opset() >= 13; // before, all axes from `axis` on were one
      int axis = call.axis(call.node().integer("axis", single ? -1 : 1), Math.max(1, rank));
      int inner = single ? Shapes.product(x.shape(), axis + 1, rank) : 1;
      int count = single ? x.shape().dim(axis) : Shapes.product(x.shape(), axis, rank);
      call.require(Memory.bytes(x));
      float[] out = x.data().clone();
      for (int i = 0; i < out.length; i += count * inner) {
        for (int column = 0; column < inner; column++) {
          normalise(out, i + column, count, inner, exponent);
        }
      }
      return new NdArray.Floats(x.shape(), out);
    };
  }

  private static void normalise(float[] v, int from, int count, int stride, int exponent) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      max = Math.max(max, v[from + i * stride]);
    }
    float sum = 0;
    for (int i = 0; i < count; i++) {
      sum += ScalarMath.exp(v[from + i * stride] - max);
    }
    float log = ScalarMath.log(sum);
    for (int i = 0; i < count; i++) {
      float shifted = v[from + i * stride] - max;
      v[from + i * stride] = exponent == 1 ? ScalarMath.exp(shifted) / sum : shifted - log;
    }
  }

  private static java.util.List<NdArray> layerNorm(Call call) {
    NdArray.Floats x = call.floats(0);
    NdArray.Floats scale = call.floats(1);
    int rank = x.shape().rank();
    int axis = call.axis(call.node().integer("axis", -1), rank);
    int count = Shapes.product(x.shape(), axis, rank);
    float epsilon = call.node().real("epsilon", 1e-5f);
    if (scale.data().length != count || call.has(2) && call.floats(2).data().length != count) {
      throw call.error("scale " + scale + " for " + x + " from axis " + axis);
    }
    float[] out = call.newFloats(x.data().length);
    for (int i = 0; i < out.length; i += count) {
      float mean = sum(x.data(), i, count) / count;
      float variance = 0;
      for (int j = 0; j < count; j++) {
        float d = x.data()[i + j] - mean;
        variance = Math.fma(d, d, variance);
      }
      float factor = 1 / (float) Math.sqrt(variance / count + epsilon);
      for (int j = 0; j < count; j++) {
        float value = (x.data()[i + j] - mean) * factor * scale.data()[j];
        out[i + j] = call.has(2) ? value + call.floats(2).data()[j] : value;
      }
    }
    return java.util.List.of(new NdArray.Floats(x.shape(), out));
  }
}
