package dev.sluice.formats.npy;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// One array of NumPy: numbers of 8 to 64 bits as floats.
///
/// float16 is exact in a float, float64 is rounded to the nearest; integers that a float does not
/// hold are refused, because they are ids more often than measures.
public final class Npy {
  private Npy() {}

  /// Reads a `.npy` file.
  ///
  /// @throws FormatException if it is damaged, or holds objects or records
  public static Tensor read(Path path) {
    Source source = Source.read(path);
    return read(source, 0, source.bytes().length);
  }

  /// Reads bytes `[begin, end)` of a source as an array.
  ///
  /// @throws FormatException if they are damaged, or hold objects or records
  public static Tensor read(Source source, int begin, int end) {
    NpyHeader header = NpyHeader.parse(source, begin, end);
    int size = header.shape().size();
    long expected = (long) size * header.kind().bytes;
    if (end - header.data() != expected) {
      throw source.error(
          header.data(),
          "%d bytes of data for shape %s, expected %d; the file is damaged"
              .formatted(end - header.data(), header.shape(), expected));
    }
    source.allocate(4L * size, header.data(), "an array of shape " + header.shape());
    float[] values = new float[size];
    ByteBuffer data =
        ByteBuffer.wrap(source.bytes(), header.data(), end - header.data()).order(header.order());
    for (int i = 0; i < size; i++) {
      values[i] = number(source, header, data, i);
    }
    if (header.layout() == NpyHeader.Layout.C || header.shape().rank() < 2) {
      return Tensor.of(header.shape(), values);
    }
    source.allocate(4L * size, header.data(), "an array of shape " + header.shape());
    return Tensor.of(header.shape(), rowMajor(header.shape(), values));
  }

  private static float number(Source source, NpyHeader header, ByteBuffer data, int i) {
    return switch (header.kind()) {
      case F2 -> Float.float16ToFloat(data.getShort());
      case F4 -> data.getFloat();
      case F8 -> {
        double value = data.getDouble();
        float narrow = (float) value;
        if (Float.isInfinite(narrow) && !Double.isInfinite(value)) {
          throw source.error(
              header.data() + 8L * i, "element " + i + " is " + value + ", beyond a float's range");
        }
        yield narrow;
      }
      case I1 -> data.get();
      case I2 -> data.getShort();
      case I4 -> exact(source, header, data.getInt(), i);
      case I8 -> exact(source, header, data.getLong(), i);
      case U1 -> data.get() & 0xFF;
      case B1 -> data.get() == 0 ? 0 : 1;
    };
  }

  private static float exact(Source source, NpyHeader header, long value, int i) {
    float found = value;
    if ((long) found != value || value == Long.MAX_VALUE) {
      throw source.error(
          header.data() + (long) header.kind().bytes * i,
          "element " + i + " is " + value + ", which a float does not hold; save it as text");
    }
    return found;
  }

  /// From the first index fastest to the last index fastest.
  private static float[] rowMajor(Shape shape, float[] columnMajor) {
    int rank = shape.rank();
    int[] strides = new int[rank];
    int stride = 1;
    for (int axis = 0; axis < rank; axis++) {
      strides[axis] = stride;
      stride *= shape.dim(axis);
    }
    float[] out = new float[columnMajor.length];
    int[] index = new int[rank];
    int at = 0;
    for (int i = 0; i < out.length; i++) {
      out[i] = columnMajor[at];
      for (int axis = rank - 1; axis >= 0; axis--) {
        at += strides[axis];
        if (++index[axis] < shape.dim(axis)) {
          break;
        }
        at -= strides[axis] * shape.dim(axis);
        index[axis] = 0;
      }
    }
    return out;
  }

  /// The bytes of a `.npy` file: float32, little-endian, version 1.0, data at a multiple of 64.
  public static byte[] write(Tensor tensor) {
    String dims = Arrays.toString(tensor.shape().dims());
    String inner = dims.substring(1, dims.length() - 1) + (tensor.shape().rank() == 1 ? "," : "");
    String dict = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + inner + "), }";
    int header = Math.ceilDiv(10 + dict.length() + 1, 64) * 64;
    ByteBuffer out =
        ByteBuffer.allocate(Math.addExact(header, Math.multiplyExact(4, tensor.data().length)))
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.putShort((short) (header - 10));
    out.put(dict.getBytes(StandardCharsets.US_ASCII));
    while (out.position() < header - 1) {
      out.put((byte) ' ');
    }
    out.put((byte) '\n');
    out.asFloatBuffer().put(tensor.data());
    return out.array();
  }
}
