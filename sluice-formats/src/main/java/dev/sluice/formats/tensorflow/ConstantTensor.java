package dev.sluice.formats.tensorflow;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.wire.FloatList;
import dev.sluice.formats.wire.ProtoReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A `TensorProto` of 32-bit floats; others are no weights of cells and are passed over.
final class ConstantTensor {
  private static final int FLOAT = 1;
  private static final int MAX_RANK = 16;

  private ConstantTensor() {}

  static Optional<Tensor> read(Source source, ProtoReader.Stretch at, String name) {
    ProtoReader in = ProtoReader.of(source, at);
    int type = 0;
    List<Integer> dims = new ArrayList<>();
    FloatList values = new FloatList();
    ProtoReader.Stretch content = new ProtoReader.Stretch(0, 0);
    while (in.next()) {
      switch (in.field()) {
        case 1 -> type = in.int32();
        case 2 -> shape(in.message(), dims, name);
        case 4 -> content = in.stretch();
        case 5 -> in.float32s(values);
        default -> in.skip();
      }
    }
    if (type != FLOAT) {
      return Optional.empty();
    }
    int[] extents = dims.stream().mapToInt(Integer::intValue).toArray();
    long size = 1;
    for (int extent : extents) {
      size *= extent;
      if (size > Integer.MAX_VALUE - 8) {
        throw error(source, at, name, "has more than 2^31-9 elements");
      }
    }
    Shape shape = Shape.of(extents);
    source.allocate(4L * shape.size(), at.begin(), "tensor \"" + name + "\"");
    float[] all = new float[shape.size()];
    if (content.length() > 0) {
      if (content.length() != 4L * all.length) {
        throw error(
            source,
            at,
            name,
            "of shape %s has %d bytes, expected %d; the file is damaged"
                .formatted(shape, content.length(), 4L * all.length));
      }
      ByteBuffer.wrap(source.bytes(), content.begin(), content.length())
          .slice()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(all);
    } else {
      repeat(values.toArray(), all, () -> error(source, at, name, "has too many numbers"));
    }
    return Optional.of(Tensor.of(shape, all));
  }

  private interface Failure {
    FormatException create();
  }

  /// The last number stands for all that follow.
  private static void repeat(float[] given, float[] all, Failure failure) {
    if (given.length > all.length) {
      throw failure.create();
    }
    System.arraycopy(given, 0, all, 0, given.length);
    if (given.length > 0) {
      Arrays.fill(all, given.length, all.length, given[given.length - 1]);
    }
  }

  /// `TensorShapeProto`: dim 2 { size 1 }.
  private static void shape(ProtoReader in, List<Integer> dims, String name) {
    while (in.next()) {
      if (in.field() != 2) {
        in.skip();
        continue;
      }
      ProtoReader dim = in.message();
      long size = 0;
      while (dim.next()) {
        if (dim.field() == 1) {
          size = dim.int64();
        } else {
          dim.skip();
        }
      }
      if (size < 0 || size > Integer.MAX_VALUE || dims.size() == MAX_RANK) {
        throw in.error(
            "tensor \""
                + name
                + "\" has an extent of "
                + size
                + ", or too many; the file is damaged");
      }
      dims.add((int) size);
    }
  }

  private static FormatException error(
      Source source, ProtoReader.Stretch at, String name, String what) {
    return source.error(at.begin(), "tensor \"" + name + "\" " + what);
  }
}
