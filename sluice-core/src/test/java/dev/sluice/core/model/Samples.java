package dev.sluice.core.model;

import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Small contents, and what tests need around them.
final class Samples {
  private Samples() {}

  static SafetensorsFile tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("gru.weight", Tensor.of(Shape.of(2, 3), 1, -2.5f, 3e-40f, -0f, 5, 6));
    tensors.put("gru.bias", Tensor.of(Shape.of(2), 0.1f, Float.MAX_VALUE));
    tensors.put("empty", Tensor.zeros(0, 4));
    tensors.put("scalar", Tensor.of(Shape.of(), 7));
    return new SafetensorsFile(tensors, Map.of("variant", "reset-before"));
  }

  static ModelFiles model(String which) {
    JsonObject config =
        JsonObject.builder()
            .put("sluice_version", "0.1.0")
            .put("task", "forecast")
            .put("which", which)
            .put("mean", JsonArray.ofFloats(0.5f, 1))
            .build();
    byte[] vocabulary = ("a\nb\n" + which + "\n").getBytes(StandardCharsets.UTF_8);
    return new ModelFiles(config, tensors(), Map.of("vocab.txt", vocabulary), "# " + which + "\n");
  }

  static Checkpoint checkpoint(long step) {
    Map<String, Long> counters = new LinkedHashMap<>();
    counters.put("step", step);
    counters.put("key", Long.MIN_VALUE + step);
    Map<String, float[]> sections = new LinkedHashMap<>();
    sections.put("parameters", new float[] {1, -0f, Float.NaN, step});
    sections.put("empty", new float[0]);
    sections.put("moments", new float[] {Float.MIN_VALUE, Float.NEGATIVE_INFINITY});
    JsonObject meta = JsonObject.builder().put("optimizer", "adam").build();
    return new Checkpoint(meta, counters, sections);
  }

  /// A safetensors file from the text of its header and the number of data bytes.
  static byte[] safetensors(String header, int dataBytes) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  static List<String> names(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path path, byte[] bytes) {
    try {
      // A new file: some file systems flush to disk what replaces an old one's content.
      Files.deleteIfExists(path);
      return Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
