package dev.sluice.conformance;

import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.SafetensorsFile;
import dev.sluice.core.model.json.Json;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.npy.Npz;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// All cases, and their files: `NNN.onnx`, `NNN.npz` (inputs as `in.X`, outputs as `out.Y`),
/// `NNN.safetensors` (weights as the graph names them), and `index.json`.
public final class Kit {
  /// How many cases there are.
  public static final int CASES = 330;

  private static final int IR_VERSION = 8;

  private Kit() {}

  /// All cases; the same on every machine.
  public static List<KitCase> cases() {
    return IntStream.range(0, CASES).mapToObj(CaseFactory::create).toList();
  }

  /// The graph of a case as a file.
  public static byte[] onnx(KitCase one) {
    return OnnxWriter.write(one.file(), IR_VERSION);
  }

  /// Writes all files.
  ///
  /// @param args the folder
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    List<Json> index = new ArrayList<>();
    for (KitCase one : cases()) {
      write(one, folder);
      index.add(
          JsonObject.builder()
              .put("id", one.id())
              .put("features", JsonArray.ofStrings(one.features()))
              .build());
    }
    JsonObject whole =
        JsonObject.builder()
            .put("tolerance", KitCase.TOLERANCE)
            .put("cases", JsonArray.of(index.toArray(Json[]::new)))
            .build();
    Files.write(folder.resolve("index.json"), JsonWriter.pretty(whole));
    byte[] said = "%d cases in %s%n".formatted(CASES, folder).getBytes(StandardCharsets.UTF_8);
    System.out.write(said, 0, said.length);
    System.out.flush();
  }

  static void write(KitCase one, Path folder) throws IOException {
    Files.write(folder.resolve(one.id() + ".onnx"), onnx(one));
    Map<String, Tensor> values = new LinkedHashMap<>();
    one.inputs().forEach((name, value) -> values.put("in." + name, tensor(value)));
    one.expected().forEach((name, value) -> values.put("out." + name, tensor(value)));
    Npz.write(folder.resolve(one.id() + ".npz"), values, Overwrite.REPLACE);
    Map<String, Tensor> weights = new LinkedHashMap<>();
    one.file()
        .graph()
        .constants()
        .forEach((name, value) -> {
          if (value instanceof NdArray.Floats) {
            weights.put(name, tensor(value));
          }
        });
    new SafetensorsFile(weights, Map.of())
        .write(folder.resolve(one.id() + ".safetensors"), Overwrite.REPLACE);
  }

  /// Lengths become floats in the npz: each is a whole number below 2^24.
  private static Tensor tensor(NdArray value) {
    return switch (value) {
      case NdArray.Floats floats -> Tensor.of(floats.shape(), floats.data());
      case NdArray.Longs longs -> {
        float[] numbers = new float[longs.data().length];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = longs.data()[i];
        }
        yield Tensor.of(longs.shape(), numbers);
      }
    };
  }
}
