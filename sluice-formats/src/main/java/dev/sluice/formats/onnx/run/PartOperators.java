package dev.sluice.formats.onnx.run;

import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.onnx.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Operators that take values apart and join them.
final class PartOperators {
  private PartOperators() {}

  static void addTo(Map<String, Operator.Factory> operators) {
    operators.put("Concat", plan -> (Operator.Single) PartOperators::concat);
    operators.put("Split", plan -> PartOperators::split);
    operators.put("Slice", plan -> (Operator.Single) PartOperators::slice);
    operators.put("Gather", plan -> (Operator.Single) PartOperators::gather);
  }

  private static NdArray concat(Call call) {
    NdArray first = call.value(0);
    int rank = first.shape().rank();
    int axis = call.axis(call.node().integer("axis", 0), rank);
    long[] dims = Shapes.dims(first.shape());
    for (int i = 1; i < call.inputs().size(); i++) {
      Shape shape = call.value(i).shape();
      for (int a = 0; a < rank; a++) {
        if (shape.rank() != rank || a != axis && shape.dim(a) != first.shape().dim(a)) {
          throw call.error("joins " + first + " and " + call.value(i) + " along axis " + axis);
        }
      }
      dims[axis] += shape.dim(axis);
    }
    NdArray out = Rearrange.empty(call, first, Shapes.of(call, dims));
    int outer = Shapes.product(first.shape(), 0, axis);
    int width = Shapes.product(out.shape(), axis, rank);
    int column = 0;
    for (int i = 0; i < call.inputs().size(); i++) {
      NdArray part = call.value(i);
      int own = Shapes.product(part.shape(), axis, rank);
      for (int row = 0; row < outer; row++) {
        Rearrange.copy(call, part, row * own, out, row * width + column, own);
      }
      column += own;
    }
    return out;
  }

  private static List<NdArray> split(Call call) {
    NdArray x = call.value(0);
    int axis = call.axis(call.node().integer("axis", 0), x.shape().rank());
    int size = x.shape().dim(axis);
    long[] sizes = call.longs(1, "split");
    if (sizes == null) {
      int count = Math.max(1, call.node().outputs().size());
      sizes = new long[count];
      int each = (size + count - 1) / count; // the last one may be smaller
      for (int i = 0; i < count; i++) {
        sizes[i] = Math.max(0, Math.min(each, size - (long) i * each));
      }
    }
    if (Arrays.stream(sizes).anyMatch(s -> s < 0 || s > size)
        || Arrays.stream(sizes).sum() != size) {
      throw call.error("splits " + x + " along axis " + axis + " into " + Arrays.toString(sizes));
    }
    int[] strides = Shapes.strides(x.shape());
    List<NdArray> parts = new ArrayList<>();
    int at = 0;
    for (long part : sizes) {
      int[] dims = x.shape().dims();
      dims[axis] = (int) part;
      parts.add(Rearrange.of(call, x, Shape.of(dims), at * strides[axis], strides));
      at += (int) part;
    }
    return parts;
  }

  /// Bounds as NumPy has them, in inputs (opset 10 and later) or attributes.
  private static NdArray slice(Call call) {
    NdArray x = call.value(0);
    int rank = x.shape().rank();
    long[] starts = call.longs(1, "starts");
    long[] ends = call.longs(2, "ends");
    if (starts == null || ends == null || starts.length != ends.length) {
      throw call.error("it has no starts and ends of the same number");
    }
    long[] axes = call.longs(3, "axes");
    long[] steps = call.has(4) ? call.longs(4).data() : null;
    int[] dims = x.shape().dims();
    int[] strides = Shapes.strides(x.shape());
    int from = 0;
    Set<Integer> cut = new HashSet<>();
    for (int i = 0; i < starts.length; i++) {
      if (axes != null && i >= axes.length || steps != null && i >= steps.length) {
        throw call.error("it has fewer axes or steps than starts");
      }
      int axis = call.axis(axes == null ? i : axes[i], rank);
      if (!cut.add(axis)) {
        throw call.error("axis " + axis + " is cut twice");
      }
      long step = steps == null ? 1 : steps[i];
      int size = x.shape().dim(axis);
      if (step == 0 || step < -Integer.MAX_VALUE || step > Integer.MAX_VALUE) {
        throw call.error("a step of " + step);
      }
      long low = step > 0 ? 0 : -1;
      long high = step > 0 ? size : size - 1L;
      long start = within(starts[i], size, Math.max(low, 0), high);
      long end = within(ends[i], size, low, step > 0 ? size : high);
      long count = step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step;
      dims[axis] = size == 0 ? 0 : (int) Math.max(0, count);
      from += dims[axis] == 0 ? 0 : (int) start * strides[axis];
      strides[axis] *= dims[axis] < 2 ? 1 : (int) step;
    }
    return Rearrange.of(call, x, Shape.of(dims), from, strides);
  }

  private static long within(long index, int size, long low, long high) {
    long positive = index < 0 ? (index < -(long) size ? low : index + size) : index;
    return Math.max(low, Math.min(high, positive));
  }

  private static NdArray gather(Call call) {
    NdArray x = call.value(0);
    NdArray.Longs indices = call.longs(1);
    int rank = x.shape().rank();
    int axis = call.axis(call.node().integer("axis", 0), rank);
    int size = x.shape().dim(axis);
    List<Long> dims = new ArrayList<>();
    for (int i = 0; i < axis; i++) {
      dims.add((long) x.shape().dim(i));
    }
    for (int dim : indices.shape().dims()) {
      dims.add((long) dim);
    }
    for (int i = axis + 1; i < rank; i++) {
      dims.add((long) x.shape().dim(i));
    }
    long[] extents = dims.stream().mapToLong(Long::longValue).toArray();
    NdArray out = Rearrange.empty(call, x, Shapes.of(call, extents));
    int outer = Shapes.product(x.shape(), 0, axis);
    int inner = Shapes.product(x.shape(), axis + 1, rank);
    int count = indices.data().length;
    for (int row = 0; row < outer; row++) {
      for (int i = 0; i < count; i++) {
        long index = indices.data()[i];
        long place = index < 0 ? index + size : index;
        if (place < 0 || place >= size) {
          throw call.error("index " + index + " of " + x + " along axis " + axis);
        }
        int from = (row * size + (int) place) * inner;
        Rearrange.copy(call, x, from, out, (row * count + i) * inner, inner);
      }
    }
    return out;
  }
}
