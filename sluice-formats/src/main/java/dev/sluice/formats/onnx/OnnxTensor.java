package dev.sluice.formats.onnx;

import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.wire.FloatList;
import dev.sluice.formats.wire.LongList;
import dev.sluice.formats.wire.ProtoReader;
import dev.sluice.formats.wire.ProtoReader.Stretch;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a `TensorProto`: its header and place first, numbers only once all of it is checked.
final class OnnxTensor {
  private static final int MAX_RANK = 16;
  private static final int EXTERNAL = 1;

  private final ProtoReader in;
  private final int offset;
  private final LongList dims = new LongList();
  private final FloatList floats = new FloatList();
  private final LongList integers = new LongList();
  private final Map<String, String> external = new LinkedHashMap<>();
  private @Nullable Stretch raw;
  private @Nullable Stretch doubles;
  private long code;
  private String name = "";
  private long location;

  /// What was read, and under which name.
  record Named(String name, NdArray value) {}

  private OnnxTensor(ProtoReader in, int offset) {
    this.in = in;
    this.offset = offset;
  }

  static Named read(ProtoReader in, int offset, ExternalData external) {
    OnnxTensor tensor = new OnnxTensor(in, offset);
    tensor.fields();
    return new Named(tensor.name, tensor.value(external));
  }

  private void fields() {
    while (in.next()) {
      switch (in.field()) {
        case 1 -> in.int64s(dims);
        case 2 -> code = in.int64();
        case 3 -> throw in.error("a tensor in segments; write it in one piece");
        case 4 -> in.float32s(floats);
        case 5, 7 -> in.int64s(integers);
        case 8 -> name = in.text();
        case 9 -> raw = in.stretch();
        case 10 -> doubles = in.stretch();
        case 13 -> entry(in.message());
        case 14 -> location = in.int64();
        default -> in.skip();
      }
    }
  }

  private void entry(ProtoReader message) {
    String key = "";
    String value = "";
    while (message.next()) {
      switch (message.field()) {
        case 1 -> key = message.text();
        case 2 -> value = message.text();
        default -> message.skip();
      }
    }
    external.put(key, value);
  }

  private NdArray value(ExternalData files) {
    DataType type =
        DataType.of(code)
            .orElseThrow(() ->
                error(
                    "has element type "
                        + code
                        + ", which is not read; cast it to float32 or int64 in the file"));
    Shape shape = shape();
    if (location == EXTERNAL) {
      ExternalData.Piece piece = files.find(in.source(), offset, name, external);
      return TensorData.decode(type, shape, piece.source(), piece.stretch(), this::error);
    }
    if (raw != null) {
      return TensorData.decode(type, shape, in.source(), raw, this::error);
    }
    if (doubles != null) {
      return TensorData.decode(DataType.DOUBLE, shape, in.source(), doubles, this::error);
    }
    return type.isFractional() && type != DataType.FLOAT
        ? TensorData.halves(type, shape, checked(integers.size(), shape).toArray(), this::error)
        : type == DataType.FLOAT
            ? new NdArray.Floats(shape, floats(shape))
            : new NdArray.Longs(type, shape, checked(integers.size(), shape).toArray());
  }

  private float[] floats(Shape shape) {
    checked(floats.size(), shape);
    return floats.toArray();
  }

  private LongList checked(int size, Shape shape) {
    if (size != shape.size()) {
      throw error("has " + size + " elements, its shape " + shape + " " + shape.size());
    }
    return integers;
  }

  private Shape shape() {
    if (dims.size() > MAX_RANK) {
      throw error("has rank " + dims.size() + ", more than " + MAX_RANK);
    }
    int[] extents = new int[dims.size()];
    long size = 1;
    long[] found = dims.toArray();
    for (int i = 0; i < extents.length; i++) {
      if (found[i] < 0 || found[i] > Integer.MAX_VALUE) {
        throw error("has an extent of " + found[i] + "; extents are 0 to 2^31-1");
      }
      extents[i] = (int) found[i];
      size *= extents[i];
      if (size > Integer.MAX_VALUE) {
        throw error("has more than 2^31-1 elements");
      }
    }
    return Shape.of(extents);
  }

  private FormatException error(String what) {
    Source source = in.source();
    return source.error(offset, "tensor \"" + name + "\" " + what);
  }
}
