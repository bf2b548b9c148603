package dev.sluice.core.model;

import dev.sluice.core.model.json.JsonString;
import dev.sluice.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The content of a safetensors file: named tensors and string metadata.
///
/// ```
/// u64 length of header │ JSON header, padded with spaces to 8 bytes │ data, little-endian, no gaps
/// ```
///
/// Writing sorts tensors and metadata by name and adds the CRC32C of the data to the metadata; so
/// equal content gives equal bytes. Reading checks everything before memory is taken, and the
/// CRC32C when there is one.
///
/// @param tensors by name, in the file's order when read; the tensors are shared, not copied
/// @param metadata the strings of `__metadata__` without the checksum
public record SafetensorsFile(Map<String, Tensor> tensors, Map<String, String> metadata) {
  /// The largest header that is read or written.
  public static final int MAX_HEADER_BYTES = 16 << 20;

  static final String METADATA = "__metadata__";
  static final String CRC = "crc32c";

  /// Copies the maps.
  ///
  /// @throws IllegalArgumentException if a tensor is named `__metadata__`, metadata has `crc32c`,
  ///   or a text has a lone surrogate
  public SafetensorsFile {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    if (tensors.containsKey(METADATA)) {
      throw new IllegalArgumentException("no tensor may be named " + METADATA);
    }
    if (metadata.containsKey(CRC)) {
      throw new IllegalArgumentException(CRC + " is computed when the file is written");
    }
    tensors.keySet().forEach(JsonString::new);
    metadata.keySet().forEach(JsonString::new);
    metadata.values().forEach(JsonString::new);
  }

  /// Reads a file whose tensors are all F32.
  ///
  /// @throws ModelException if it is damaged, too large, or holds other numbers
  public static SafetensorsFile read(Path path) {
    return read(path, Conversion.NONE);
  }

  /// Reads a file, converting as `conversion` allows.
  ///
  /// @throws ModelException if it is damaged, too large, or holds other numbers
  public static SafetensorsFile read(Path path, Conversion conversion) {
    return SafetensorsReader.read(path, conversion);
  }

  /// Writes the file, whole or not at all.
  ///
  /// @throws ModelException if it cannot be written, or exists and `overwrite` is
  ///   [Overwrite#REFUSE]
  public void write(Path path, Overwrite overwrite) {
    AtomicFiles.write(path, overwrite, channel -> SafetensorsWriter.write(this, channel));
  }

  /// This content, after refusing NaN and infinities by name and index.
  ///
  /// @param source how the message calls the file
  /// @throws ModelException naming the first number that is not finite
  public SafetensorsFile requireFinite(String source) {
    tensors.forEach((name, tensor) -> requireFinite(source, name, tensor));
    return this;
  }

  private static void requireFinite(String source, String name, Tensor tensor) {
    float[] data = tensor.data();
    for (int i = 0; i < data.length; i++) {
      if (!Float.isFinite(data[i])) {
        int[] index = tensor.shape().dims();
        int rest = i;
        for (int axis = index.length - 1; axis >= 0; axis--) {
          int extent = index[axis];
          index[axis] = rest % extent;
          rest /= extent;
        }
        throw new ModelException(
            "%s: tensor %s %s holds %s at %s; no network computes with it: take an earlier checkpoint, or train again with a smaller rate or clipped gradients"
                .formatted(
                    source,
                    new JsonString(name).brief(),
                    tensor.shape(),
                    data[i],
                    java.util.Arrays.toString(index).replace(" ", "")));
      }
    }
  }
}
