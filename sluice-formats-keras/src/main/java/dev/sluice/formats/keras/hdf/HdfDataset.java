package dev.sluice.formats.keras.hdf;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import io.jhdf.Constants;
import io.jhdf.ObjectHeader;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import java.nio.ByteBuffer;

/// Datasets of 32-bit floats in one piece. Chunks are refused: Keras writes none, and jHDF inflates
/// them without a bound.
final class HdfDataset {
  private static final int MAX_RANK = 8;

  private HdfDataset() {}

  static Tensor read(HdfStorage storage, String path, ObjectHeader header) {
    DataType type =
        storage.guarded(() -> header.getMessageOfType(DataTypeMessage.class).getDataType());
    if (!(type instanceof FloatingPoint number) || type.getSize() != Float.BYTES) {
      throw error(
          storage, header, path, "holds other numbers than 32-bit floats; save it as float32");
    }
    long[] dims =
        storage.guarded(() ->
            header.getMessageOfType(DataSpaceMessage.class).getDataSpace().getDimensionsAsLong());
    long size = 1;
    for (long dim : dims) {
      // Checked at each step, so that no product overflows.
      size = dim < 0 || dim > Integer.MAX_VALUE ? -1 : size * dim;
      if (size < 0 || size > Integer.MAX_VALUE / Float.BYTES || dims.length > MAX_RANK) {
        throw error(storage, header, path, "has a shape that no array can have");
      }
    }
    ByteBuffer data = storage.guarded(() -> data(storage, path, header));
    if (data.remaining() != size * Float.BYTES) {
      throw error(
          storage, header, path, data.remaining() + " bytes for " + size + " floats; damaged");
    }
    storage.source().allocate(size * Float.BYTES, header.getAddress(), "\"" + path + "\"");
    float[] values = new float[(int) size];
    data.order(number.getByteOrder()).asFloatBuffer().get(values);
    int[] shape = new int[dims.length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = (int) dims[i];
    }
    return Tensor.of(Shape.of(shape), values);
  }

  private static ByteBuffer data(HdfStorage storage, String path, ObjectHeader header) {
    DataLayoutMessage layout = header.getMessageOfType(DataLayoutMessage.class);
    return switch (layout) {
      case DataLayoutMessage.CompactDataLayoutMessage compact -> compact.getDataBuffer();
      case DataLayoutMessage.ContiguousDataLayoutMessage whole -> {
        if (whole.getAddress() == Constants.UNDEFINED_ADDRESS) {
          throw error(storage, header, path, "was never written");
        }
        yield storage.map(whole.getAddress(), whole.getSize());
      }
      default ->
          throw error(storage, header, path, "is stored in chunks or compressed; save it without");
    };
  }

  private static FormatException error(
      HdfStorage storage, ObjectHeader header, String path, String message) {
    return storage.source().error(header.getAddress(), "\"" + path + "\" " + message);
  }
}
