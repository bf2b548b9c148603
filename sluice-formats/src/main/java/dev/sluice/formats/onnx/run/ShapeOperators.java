package dev.sluice.formats.onnx.run;

import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.onnx.Attribute;
import dev.sluice.formats.onnx.DataType;
import dev.sluice.formats.onnx.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Operators that give the same elements another shape or type, or make constants.
final class ShapeOperators {
  private ShapeOperators() {}

  static void addTo(Map<String, Operator.Factory> operators) {
    operators.put("Identity", plan -> (Operator.Single) call -> call.value(0));
    operators.put("Dropout", plan -> (Operator.Single) ShapeOperators::dropout);
    operators.put("Shape", plan -> (Operator.Single) ShapeOperators::shape);
    operators.put("Reshape", plan -> (Operator.Single) ShapeOperators::reshape);
    operators.put("Squeeze", plan -> (Operator.Single) ShapeOperators::squeeze);
    operators.put("Unsqueeze", plan -> (Operator.Single) ShapeOperators::unsqueeze);
    operators.put("Flatten", plan -> (Operator.Single) ShapeOperators::flatten);
    operators.put("Transpose", plan -> (Operator.Single) ShapeOperators::transpose);
    operators.put("Expand", plan -> (Operator.Single) ShapeOperators::expand);
    operators.put("Cast", plan -> (Operator.Single) ShapeOperators::cast);
    operators.put("Constant", ShapeOperators::constant);
    operators.put("ConstantOfShape", plan -> (Operator.Single) ShapeOperators::constantOfShape);
  }

  /// In use it does nothing.
  private static NdArray dropout(Call call) {
    if (call.has(2) && call.longs(2).data()[0] != 0) {
      throw call.error("is in training mode; export the model for inference");
    }
    return call.value(0);
  }

  private static NdArray shape(Call call) {
    long[] dims = Shapes.dims(call.value(0).shape());
    int from = bounded(call.node().integer("start", 0), dims.length);
    int to = bounded(call.node().integer("end", dims.length), dims.length);
    long[] part = Arrays.copyOfRange(dims, from, Math.max(from, to));
    return NdArray.of(Shape.of(part.length), part);
  }

  private static int bounded(long axis, int rank) {
    return (int) Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
  }

  private static NdArray reshape(Call call) {
    NdArray x = call.value(0);
    long[] wanted = call.longs(1, "shape");
    if (wanted == null) {
      throw call.error("it has no shape");
    }
    long[] dims = wanted.clone();
    int free = -1;
    long known = 1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == 0 && call.node().integer("allowzero", 0) == 0) {
        dims[i] = i < x.shape().rank() ? x.shape().dim(i) : 0;
      }
      if (dims[i] == -1 && free < 0) {
        free = i;
      } else {
        known *= dims[i];
      }
    }
    if (free >= 0) {
      dims[free] = known == 0 ? 0 : x.shape().size() / known;
    }
    Shape shape = Shapes.of(call, dims);
    if (shape.size() != x.shape().size()) {
      throw call.error(x + " does not fit the shape " + Arrays.toString(wanted));
    }
    return x.reshape(shape);
  }

  private static NdArray squeeze(Call call) {
    NdArray x = call.value(0);
    int rank = x.shape().rank();
    long[] axes = call.longs(1, "axes");
    TreeSet<Integer> dropped = new TreeSet<>();
    for (int i = 0; axes == null && i < rank; i++) {
      if (x.shape().dim(i) == 1) {
        dropped.add(i);
      }
    }
    for (int i = 0; axes != null && i < axes.length; i++) {
      int axis = call.axis(axes[i], rank);
      if (x.shape().dim(axis) != 1) {
        throw call.error("axis " + axis + " of " + x + " is not 1");
      }
      dropped.add(axis);
    }
    List<Integer> dims = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      if (!dropped.contains(i)) {
        dims.add(x.shape().dim(i));
      }
    }
    return x.reshape(Shape.of(dims.stream().mapToInt(Integer::intValue).toArray()));
  }

  private static NdArray unsqueeze(Call call) {
    NdArray x = call.value(0);
    long[] axes = call.longs(1, "axes");
    if (axes == null) {
      throw call.error("it has no axes");
    }
    int rank = x.shape().rank() + axes.length;
    TreeSet<Integer> added = new TreeSet<>();
    for (long axis : axes) {
      if (!added.add(call.axis(axis, rank))) {
        throw call.error("axis " + axis + " stands twice");
      }
    }
    int[] dims = new int[rank];
    int from = 0;
    for (int i = 0; i < rank; i++) {
      dims[i] = added.contains(i) ? 1 : x.shape().dim(from++);
    }
    return x.reshape(Shape.of(dims));
  }

  private static NdArray flatten(Call call) {
    NdArray x = call.value(0);
    int rank = x.shape().rank();
    long axis = call.node().integer("axis", 1);
    int cut = axis == rank ? rank : call.axis(axis, rank);
    return x.reshape(
        Shape.of(Shapes.product(x.shape(), 0, cut), Shapes.product(x.shape(), cut, rank)));
  }

  private static NdArray transpose(Call call) {
    NdArray x = call.value(0);
    int rank = x.shape().rank();
    long[] order = call.node().integers("perm").orElse(null);
    if (order != null && order.length != rank) {
      throw call.error("perm " + Arrays.toString(order) + " for " + x);
    }
    int[] own = Shapes.strides(x.shape());
    int[] dims = new int[rank];
    int[] strides = new int[rank];
    boolean[] seen = new boolean[rank];
    for (int i = 0; i < rank; i++) {
      int axis = order == null ? rank - 1 - i : call.axis(order[i], rank);
      if (seen[axis]) {
        throw call.error("perm " + Arrays.toString(order) + " has an axis twice");
      }
      seen[axis] = true;
      dims[i] = x.shape().dim(axis);
      strides[i] = own[axis];
    }
    return Rearrange.of(call, x, Shape.of(dims), 0, strides);
  }

  private static NdArray expand(Call call) {
    NdArray x = call.value(0);
    Shape wanted = Shapes.of(call, call.longs(1).data());
    Shape shape = Shapes.broadcast(call, x.shape(), wanted);
    return Rearrange.of(call, x, shape, 0, Shapes.broadcastStrides(x.shape(), shape));
  }

  private static NdArray cast(Call call) {
    NdArray x = call.value(0);
    long code = call.node().integer("to", 0);
    DataType to =
        DataType.of(code)
            .orElseThrow(
                () -> call.error("casts to element type " + code + ", which is not known"));
    if (to.isFractional() && to != DataType.FLOAT) {
      throw call.error("casts to " + to + "; values are computed in 32-bit floats here");
    }
    return switch (x) {
      case NdArray.Floats floats -> to == DataType.FLOAT ? floats : integers(call, to, floats);
      case NdArray.Longs longs ->
          to == DataType.FLOAT ? floats(call, longs) : retyped(call, to, longs);
    };
  }

  private static NdArray floats(Call call, NdArray.Longs x) {
    float[] out = call.newFloats(x.data().length);
    for (int i = 0; i < out.length; i++) {
      out[i] = x.data()[i];
    }
    return new NdArray.Floats(x.shape(), out);
  }

  private static NdArray integers(Call call, DataType to, NdArray.Floats x) {
    long[] out = call.newLongs(x.data().length);
    for (int i = 0; i < out.length; i++) {
      float value = x.data()[i];
      if (to != DataType.BOOL && Float.isNaN(value)) {
        throw call.error("casts NaN to an integer");
      }
      out[i] = to == DataType.BOOL ? (value == 0 ? 0 : 1) : to.wrapped((long) value);
    }
    return new NdArray.Longs(to, x.shape(), out);
  }

  private static NdArray retyped(Call call, DataType to, NdArray.Longs x) {
    long[] out = call.newLongs(x.data().length);
    for (int i = 0; i < out.length; i++) {
      out[i] = to == DataType.BOOL ? (x.data()[i] == 0 ? 0 : 1) : to.wrapped(x.data()[i]);
    }
    return new NdArray.Longs(to, x.shape(), out);
  }

  static Operator constant(Plan plan) {
    NdArray value =
        plan.node().attributes().values().stream()
            .map(attribute ->
                switch (attribute) {
                  case Attribute.OfTensor t -> t.value();
                  case Attribute.Int i -> NdArray.of(Shape.of(), i.value());
                  case Attribute.Real r -> NdArray.of(Shape.of(), r.value());
                  case Attribute.Ints i -> NdArray.of(Shape.of(i.values().length), i.values());
                  case Attribute.Reals r -> NdArray.of(Shape.of(r.values().length), r.values());
                  default -> throw plan.node().error("a constant of a kind that is not read");
                })
            .findFirst()
            .orElseThrow(() -> plan.node().error("it has no value"));
    return new ConstantOperator(value);
  }

  private static NdArray constantOfShape(Call call) {
    Shape shape = Shapes.of(call, call.longs(0).data());
    NdArray value =
        call.node()
            .attribute("value", Attribute.OfTensor.class)
            .map(Attribute.OfTensor::value)
            .orElse(NdArray.of(Shape.of(1), 0f));
    if (value.shape().size() != 1) {
      throw call.error("its value is " + value + ", not one element");
    }
    return Rearrange.of(call, value, shape, 0, new int[shape.rank()]);
  }
}
