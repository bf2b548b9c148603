package dev.sluice.formats.onnx.run;

import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.onnx.NdArray;

/// Elements of a value in another order: one loop for floats and integers.
final class Rearrange {
  private Rearrange() {}

  /// The elements of `x` at `from`, `from` + strides…, in the row-major order of `shape`.
  static NdArray of(Call call, NdArray x, Shape shape, int from, int... strides) {
    Walk walk = new Walk(shape, strides).from(0, from);
    return switch (x) {
      case NdArray.Floats floats -> {
        float[] out = call.newFloats(shape.size());
        float[] data = floats.data();
        int step = walk.step(0);
        for (int i = 0; i < out.length; walk.next()) {
          int at = walk.at(0);
          for (int j = 0; j < walk.row(); j++) {
            out[i++] = data[at + j * step];
          }
        }
        yield new NdArray.Floats(shape, out);
      }
      case NdArray.Longs longs -> {
        long[] out = call.newLongs(shape.size());
        int step = walk.step(0);
        for (int i = 0; i < out.length; walk.next()) {
          for (int j = 0; j < walk.row(); j++) {
            out[i++] = longs.data()[walk.at(0) + j * step];
          }
        }
        yield new NdArray.Longs(longs.type(), shape, out);
      }
    };
  }

  /// An empty value of the same type.
  static NdArray empty(Call call, NdArray like, Shape shape) {
    return switch (like) {
      case NdArray.Floats floats -> new NdArray.Floats(shape, call.newFloats(shape.size()));
      case NdArray.Longs longs ->
          new NdArray.Longs(longs.type(), shape, call.newLongs(shape.size()));
    };
  }

  /// Copies elements between values of the same type.
  static void copy(Call call, NdArray from, int fromAt, NdArray to, int toAt, int count) {
    if (from instanceof NdArray.Floats a && to instanceof NdArray.Floats b) {
      System.arraycopy(a.data(), fromAt, b.data(), toAt, count);
    } else if (from instanceof NdArray.Longs a && to instanceof NdArray.Longs b) {
      System.arraycopy(a.data(), fromAt, b.data(), toAt, count);
    } else {
      throw call.error("mixes " + from + " and " + to);
    }
  }
}
