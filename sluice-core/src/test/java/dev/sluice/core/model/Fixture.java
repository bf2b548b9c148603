package dev.sluice.core.model;

import dev.sluice.core.model.json.JsonReader;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.tensor.Layout;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One case of the reference numbers that libtorch computed, see `manifest.json` beside them.
record Fixture(String id, JsonView manifest, Map<String, Tensor> tensors) {
  static List<Fixture> all(Path folder) {
    try {
      JsonView root =
          JsonView.of(
              "manifest.json",
              JsonReader.read(
                  Files.readAllBytes(folder.resolve("manifest.json")), "manifest.json"));
      return root.member("cases").elements().stream().map(c -> read(folder, c)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Fixture read(Path folder, JsonView manifest) {
    try {
      ByteBuffer bytes =
          ByteBuffer.wrap(Files.readAllBytes(folder.resolve(manifest.member("file").string())))
              .order(ByteOrder.LITTLE_ENDIAN);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (JsonView entry : manifest.member("tensors").elements()) {
        Shape shape = Shape.of(entry.member("shape").integers(0));
        float[] values = new float[shape.size()];
        int offset = entry.member("offset").integer(0);
        bytes
            .slice(offset, 4 * values.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer()
            .get(values);
        tensors.put(entry.member("name").string(), Tensor.of(shape, values));
      }
      return new Fixture(manifest.member("id").string(), manifest, tensors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int size(String name) {
    return manifest.member(name).integer(1);
  }

  boolean is(String name) {
    return manifest.member(name).bool();
  }

  Layout layout() {
    return is("batch_first") ? Layout.BATCH_MAJOR : Layout.TIME_MAJOR;
  }

  Lengths lengths() {
    Optional<JsonView> given = manifest.find("lengths");
    return given
        .map(view -> Lengths.of(view.integers(0)))
        .orElseGet(() -> Lengths.equal(size("batch"), size("time")));
  }

  Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(id + " has no " + name + ", only " + tensors.keySet());
    }
    return tensor;
  }

  Seq seq(String name) {
    return Seq.fromPadded(tensor(name), layout(), lengths());
  }

  /// `[layers·directions,B,H]` as `[B,S]`.
  Tensor state(String name) {
    Shape shape = tensor(name).shape();
    Tensor state = Tensor.zeros(shape.dim(1), shape.dim(0) * shape.dim(2));
    float[] from = tensor(name).data();
    int h = shape.dim(2);
    for (int place = 0; place < shape.dim(0); place++) {
      for (int b = 0; b < shape.dim(1); b++) {
        System.arraycopy(
            from, (place * shape.dim(1) + b) * h, state.data(), (b * shape.dim(0) + place) * h, h);
      }
    }
    return state;
  }

  /// The weights, or with `prefix` their gradients, by torch's names.
  Map<String, Tensor> weights(String prefix) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> {
      if (name.startsWith(prefix + "weight_") || name.startsWith(prefix + "bias_")) {
        weights.put(name.substring(prefix.length()), tensor);
      }
    });
    return weights;
  }

  @Override
  public String toString() {
    return id;
  }
}
