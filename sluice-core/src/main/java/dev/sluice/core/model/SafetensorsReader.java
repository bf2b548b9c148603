package dev.sluice.core.model;

import dev.sluice.core.model.json.JsonException;
import dev.sluice.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads safetensors: first everything that can be checked, then the numbers, in one pass.
final class SafetensorsReader {
  private SafetensorsReader() {}

  static SafetensorsFile read(Path path, Conversion conversion) {
    String source = path.toString();
    try (CheckedInput in = CheckedInput.open(path)) {
      SafetensorsHeader header = header(in, source);
      requireF32(header, source, conversion);
      Map<String, String> metadata = new LinkedHashMap<>(header.metadata());
      @Nullable String crc = metadata.remove(SafetensorsFile.CRC);
      if (crc != null && !Checksum.isHex(crc)) {
        throw new ModelException(
            source
                + ": the checksum in __metadata__ is not eight hexadecimal digits; the file is damaged");
      }
      in.restartChecksum();
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (SafetensorsHeader.Entry entry : header.entries()) {
        tensors.put(entry.name(), Tensor.of(entry.shape(), numbers(in, entry, source)));
      }
      String actual = Checksum.hex(in.checksum());
      if (crc != null && !crc.equals(actual)) {
        throw new ModelException(
            source
                + (": the data has the checksum " + actual + ", the header says " + crc)
                + "; the file is damaged, take another copy");
      }
      return new SafetensorsFile(tensors, metadata);
    } catch (JsonException e) {
      throw new ModelException(e.getMessage() + "; not a safetensors file, or damaged", e);
    }
  }

  private static SafetensorsHeader header(CheckedInput in, String source) {
    if (in.size() < 10) {
      throw new ModelException(
          source + ": only " + in.size() + " bytes; not a safetensors file, or truncated");
    }
    long length = in.getLong();
    if (length < 2 || length > SafetensorsFile.MAX_HEADER_BYTES) {
      throw new ModelException(
          source
              + (": a header of " + Long.toUnsignedString(length) + " bytes, expected 2 to ")
              + SafetensorsFile.MAX_HEADER_BYTES
              + "; not a safetensors file, or damaged");
    }
    if (length > in.remaining()) {
      throw new ModelException(
          source
              + (": a header of " + length + " bytes in a file of " + in.size())
              + "; it is truncated, copy or write it again");
    }
    byte[] header = in.bytes(length);
    if (header[0] != '{') {
      throw new ModelException(
          source + ": the header does not begin with '{'; not a safetensors file");
    }
    return SafetensorsHeader.parse(header, source, in.remaining());
  }

  private static void requireF32(SafetensorsHeader header, String source, Conversion conversion) {
    for (SafetensorsHeader.Entry entry : header.entries()) {
      if (conversion == Conversion.NONE && entry.dtype() != Dtype.F32) {
        throw new ModelException(
            "%s: tensor %s is %s, weights are F32; convert the file (Conversion.TO_FLOAT)"
                .formatted(source, SafetensorsHeader.brief(entry.name()), entry.dtype()));
      }
    }
  }

  private static float[] numbers(CheckedInput in, SafetensorsHeader.Entry entry, String source) {
    try {
      return in.floats(entry.dtype(), entry.shape().size());
    } catch (Dtype.OutOfRange e) {
      throw new ModelException(
          source + ": tensor " + SafetensorsHeader.brief(entry.name()) + ": " + e.getMessage(), e);
    }
  }
}
