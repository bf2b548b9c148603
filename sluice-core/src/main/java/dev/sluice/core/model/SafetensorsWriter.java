package dev.sluice.core.model;

import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonNumber;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.core.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// Writes safetensors; equal content gives equal bytes.
final class SafetensorsWriter {
  private SafetensorsWriter() {}

  static void write(SafetensorsFile file, WritableByteChannel channel) throws IOException {
    Map<String, Tensor> sorted = new TreeMap<>(file.tensors());
    byte[] header = header(file, sorted);
    CheckedOutput out = new CheckedOutput(channel);
    out.putLong(header.length);
    out.putBytes(header);
    for (Tensor tensor : sorted.values()) {
      out.putFloats(tensor.data());
    }
    out.flush();
  }

  private static byte[] header(SafetensorsFile file, Map<String, Tensor> sorted)
      throws IOException {
    // The checksum stands before the data, so the data is passed over twice.
    CheckedOutput checksum =
        new CheckedOutput(Channels.newChannel(OutputStream.nullOutputStream()));
    JsonObject.Builder tensors = JsonObject.builder();
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : sorted.entrySet()) {
      Tensor tensor = entry.getValue();
      checksum.putFloats(tensor.data());
      long end = offset + 4L * tensor.shape().size();
      tensors.put(
          entry.getKey(),
          JsonObject.builder()
              .put("dtype", Dtype.F32.name())
              .put("shape", JsonArray.ofIntegers(tensor.shape().dims()))
              .put("data_offsets", JsonArray.of(JsonNumber.of(offset), JsonNumber.of(end)))
              .build());
      offset = end;
    }
    Map<String, String> metadata = new TreeMap<>(file.metadata());
    metadata.put(SafetensorsFile.CRC, Checksum.hex(checksum.checksum()));
    JsonObject.Builder strings = JsonObject.builder();
    metadata.forEach(strings::put);
    JsonObject header =
        JsonObject.builder()
            .put(SafetensorsFile.METADATA, strings.build())
            .putAll(tensors.build())
            .build();
    String text = JsonWriter.compact(header);
    byte[] unpadded = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = (text + " ".repeat(-unpadded.length & 7)).getBytes(StandardCharsets.UTF_8);
    if (bytes.length > SafetensorsFile.MAX_HEADER_BYTES) {
      throw new ModelException(
          "the names and metadata of the tensors take "
              + bytes.length
              + " bytes, at most "
              + SafetensorsFile.MAX_HEADER_BYTES
              + " are possible; use fewer or shorter ones");
    }
    return bytes;
  }
}
