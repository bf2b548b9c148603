package dev.sluice.formats.onnx.run;

import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.onnx.DataType;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.kernel.ScalarMath;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Operators of one element or two, with broadcasting.
final class Elementwise {
  private interface FloatFunction {
    float of(float x);
  }

  private interface FloatPair {
    float of(float a, float b);
  }

  private interface LongPair {
    long of(long a, long b);
  }

  private Elementwise() {}

  static void addTo(Map<String, Operator.Factory> operators) {
    unary(operators, "Relu", x -> Math.max(x, 0));
    unary(operators, "Tanh", ScalarMath::tanh);
    unary(operators, "Sigmoid", ScalarMath::sigmoid);
    unary(operators, "Exp", ScalarMath::exp);
    unary(operators, "Log", ScalarMath::log);
    unary(operators, "Neg", x -> -x);
    unary(operators, "Abs", Math::abs);
    unary(operators, "Sqrt", x -> (float) Math.sqrt(x));
    unary(operators, "Reciprocal", x -> 1 / x);
    unary(operators, "Floor", x -> (float) Math.floor(x));
    binary(operators, "Add", (a, b) -> a + b, (a, b) -> a + b);
    binary(operators, "Sub", (a, b) -> a - b, (a, b) -> a - b);
    binary(operators, "Mul", (a, b) -> a * b, (a, b) -> a * b);
    binary(operators, "Div", (a, b) -> a / b, (a, b) -> a / b);
    binary(operators, "Pow", Elementwise::pow, Elementwise::pow);
    binary(operators, "PRelu", (a, b) -> a < 0 ? a * b : a, (a, b) -> a < 0 ? a * b : a);
    variadic(operators, "Max", Math::max, Math::max);
    variadic(operators, "Min", Math::min, Math::min);
    comparison(operators, "Equal", (a, b) -> a == b ? 1 : 0, (a, b) -> a == b ? 1 : 0);
    comparison(operators, "Less", (a, b) -> a < b ? 1 : 0, (a, b) -> a < b ? 1 : 0);
    comparison(operators, "Greater", (a, b) -> a > b ? 1 : 0, (a, b) -> a > b ? 1 : 0);
    operators.put("Where", plan -> (Operator.Single) Elementwise::where);
    operators.put("Clip", plan -> (Operator.Single) call -> clip(call));
    operators.put("LeakyRelu", plan -> leakyRelu(plan.node().real("alpha", 0.01f)));
  }

  private static float pow(float a, float b) {
    return b == 2 ? a * a : (float) StrictMath.pow(a, b);
  }

  /// By squaring, modulo 2⁶⁴ as integers are everywhere.
  private static long pow(long a, long b) {
    if (b < 0) {
      throw new FormatException(
          "Pow: " + a + " to the power of " + b + " is no integer; cast to floats before it");
    }
    long product = 1;
    for (long square = a; b > 0; b >>= 1) {
      product *= (b & 1) == 1 ? square : 1;
      square *= square;
    }
    return product;
  }

  private static Operator.Single leakyRelu(float alpha) {
    return call -> map(call, x -> x < 0 ? alpha * x : x);
  }

  private static NdArray clip(Call call) {
    float low =
        call.has(1) ? call.floats(1).data()[0] : call.node().real("min", Float.NEGATIVE_INFINITY);
    float high =
        call.has(2) ? call.floats(2).data()[0] : call.node().real("max", Float.POSITIVE_INFINITY);
    return map(call, x -> Math.min(high, Math.max(low, x)));
  }

  private static NdArray map(Call call, FloatFunction function) {
    NdArray.Floats x = call.floats(0);
    float[] out = call.newFloats(x.data().length);
    for (int i = 0; i < out.length; i++) {
      out[i] = function.of(x.data()[i]);
    }
    return new NdArray.Floats(x.shape(), out);
  }

  private static void unary(
      Map<String, Operator.Factory> operators, String name, FloatFunction function) {
    operators.put(name, plan -> (Operator.Single) call -> map(call, function));
  }

  private static void binary(
      Map<String, Operator.Factory> operators, String name, FloatPair floats, LongPair longs) {
    operators.put(name, plan -> (Operator.Single) call -> pair(call, floats, longs));
  }

  private static NdArray pair(Call call, FloatPair floats, LongPair longs) {
    return call.value(0) instanceof NdArray.Floats
        ? floats(call, floats)
        : longs(call, longs, call.value(0).type());
  }

  /// One input or more, from the first to the last.
  private static void variadic(
      Map<String, Operator.Factory> operators, String name, FloatPair floats, LongPair longs) {
    operators.put(
        name,
        plan ->
            (Operator.Single)
                call -> {
                  NdArray all = call.value(0);
                  for (int i = 1; i < call.inputs().size(); i++) {
                    List<@Nullable NdArray> both = Arrays.asList(all, call.value(i));
                    all = pair(call.with(both), floats, longs);
                  }
                  return all;
                });
  }

  private static void comparison(
      Map<String, Operator.Factory> operators, String name, FloatPair floats, LongPair longs) {
    operators.put(
        name,
        plan ->
            (Operator.Single)
                call -> {
                  if (call.value(0) instanceof NdArray.Longs) {
                    return longs(call, longs, DataType.BOOL);
                  }
                  NdArray.Floats found = floats(call, floats);
                  long[] truth = call.newLongs(found.data().length);
                  for (int i = 0; i < truth.length; i++) {
                    truth[i] = (long) found.data()[i];
                  }
                  return new NdArray.Longs(DataType.BOOL, found.shape(), truth);
                });
  }

  private static NdArray.Floats floats(Call call, FloatPair function) {
    NdArray.Floats a = call.floats(0);
    NdArray.Floats b = call.floats(1);
    Shape shape = Shapes.broadcast(call, a.shape(), b.shape());
    float[] out = call.newFloats(shape.size());
    if (a.shape().equals(b.shape())) {
      for (int i = 0; i < out.length; i++) {
        out[i] = function.of(a.data()[i], b.data()[i]);
      }
      return new NdArray.Floats(shape, out);
    }
    Walk walk =
        new Walk(
            shape,
            Shapes.broadcastStrides(a.shape(), shape),
            Shapes.broadcastStrides(b.shape(), shape));
    int da = walk.step(0);
    int db = walk.step(1);
    for (int i = 0; i < out.length; walk.next()) {
      int atA = walk.at(0);
      int atB = walk.at(1);
      for (int j = 0; j < walk.row(); j++) {
        out[i++] = function.of(a.data()[atA + j * da], b.data()[atB + j * db]);
      }
    }
    return new NdArray.Floats(shape, out);
  }

  private static NdArray longs(Call call, LongPair function, DataType type) {
    NdArray.Longs a = call.longs(0);
    NdArray.Longs b = call.longs(1);
    Shape shape = Shapes.broadcast(call, a.shape(), b.shape());
    long[] out = call.newLongs(shape.size());
    Walk walk =
        new Walk(
            shape,
            Shapes.broadcastStrides(a.shape(), shape),
            Shapes.broadcastStrides(b.shape(), shape));
    try {
      for (int i = 0; i < out.length; walk.next()) {
        for (int j = 0; j < walk.row(); j++) {
          long x = a.data()[walk.at(0) + j * walk.step(0)];
          out[i++] = type.wrapped(function.of(x, b.data()[walk.at(1) + j * walk.step(1)]));
        }
      }
    } catch (ArithmeticException e) {
      throw call.error("divides an integer by 0");
    }
    return new NdArray.Longs(type, shape, out);
  }

  private static NdArray where(Call call) {
    NdArray.Longs condition = call.longs(0);
    NdArray a = call.value(1);
    NdArray b = call.value(2);
    Shape shape = Shapes.broadcast(call, condition.shape(), a.shape(), b.shape());
    NdArray.Longs choice = (NdArray.Longs) spread(call, condition, shape);
    NdArray first = spread(call, a, shape);
    NdArray second = spread(call, b, shape);
    NdArray out = Rearrange.empty(call, a, shape);
    for (int i = 0; i < shape.size(); i++) {
      Rearrange.copy(call, choice.data()[i] != 0 ? first : second, i, out, i, 1);
    }
    return out;
  }

  private static NdArray spread(Call call, NdArray x, Shape shape) {
    return Rearrange.of(call, x, shape, 0, Shapes.broadcastStrides(x.shape(), shape));
  }
}
