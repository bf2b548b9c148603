package dev.sluice.formats.onnx;

import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.wire.ProtoReader.Stretch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Function;

/// Little-endian bytes as numbers: fractional types as floats, others as longs.
final class TensorData {
  private TensorData() {}

  static NdArray decode(
      DataType type,
      Shape shape,
      Source source,
      Stretch at,
      Function<String, FormatException> error) {
    int count = shape.size();
    long expected = (long) count * type.bytes();
    if (at.length() != expected) {
      throw error.apply(
          "of shape %s has %d bytes of data, expected %d; the file is damaged"
              .formatted(shape, at.length(), expected));
    }
    ByteBuffer data =
        ByteBuffer.wrap(source.bytes(), at.begin(), at.length())
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN);
    if (type.isFractional()) {
      source.allocate(4L * count, at.begin(), "a tensor of shape " + shape);
      float[] values = new float[count];
      switch (type) {
        case FLOAT -> data.asFloatBuffer().get(values);
        case DOUBLE -> {
          for (int i = 0; i < count; i++) {
            values[i] = narrowed(data.getDouble(), i, error);
          }
        }
        default -> {
          for (int i = 0; i < count; i++) {
            values[i] = half(type, data.getShort());
          }
        }
      }
      return new NdArray.Floats(shape, values);
    }
    source.allocate(8L * count, at.begin(), "a tensor of shape " + shape);
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (type) {
            case INT64 -> data.getLong();
            case INT32 -> data.getInt();
            case UINT8 -> data.get() & 0xFF;
            default -> data.get();
          };
    }
    return new NdArray.Longs(type, shape, values);
  }

  /// 16-bit floats that the file holds as integers, one each.
  static NdArray halves(
      DataType type, Shape shape, long[] bits, Function<String, FormatException> error) {
    if (type == DataType.DOUBLE) {
      throw error.apply("is of doubles, but holds none");
    }
    float[] values = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      values[i] = half(type, (short) bits[i]);
    }
    return new NdArray.Floats(shape, values);
  }

  private static float half(DataType type, short bits) {
    return type == DataType.FLOAT16 ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << 16);
  }

  private static float narrowed(double value, int i, Function<String, FormatException> error) {
    float narrow = (float) value;
    if (Float.isInfinite(narrow) && !Double.isInfinite(value)) {
      throw error.apply("has element " + i + " = " + value + ", beyond a float's range");
    }
    return narrow;
  }
}
