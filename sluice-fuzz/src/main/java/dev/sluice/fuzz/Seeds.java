package dev.sluice.fuzz;

import dev.sluice.conformance.Kit;
import dev.sluice.conformance.KitCase;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.SafetensorsFile;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.npy.Npy;
import dev.sluice.formats.npy.Npz;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.wire.ProtoWriter;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Good files for the fuzzer to begin with.
public final class Seeds {
  private Seeds() {}

  /// @param args the folder, of which each target gets one within; the zips of Keras's models and
  ///   of loops
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    List<KitCase> cases = Kit.cases();
    for (int i = 0; i < 40; i++) {
      KitCase one = cases.get(i);
      write(folder, "Onnx", one.id(), Kit.onnx(one));
      Map<String, Tensor> values = new LinkedHashMap<>();
      one.inputs()
          .forEach((name, value) -> {
            if (value instanceof NdArray.Floats floats) {
              values.put(name, Tensor.of(floats.shape(), floats.data()));
            }
          });
      write(folder, "Npz", one.id(), Npz.write(values));
      write(folder, "Npy", one.id(), Npy.write(values.values().iterator().next()));
      Path dict = Files.createDirectories(folder.resolve("Safetensors")).resolve(one.id());
      new SafetensorsFile(torch(one.id(), values), Map.of("format", "pt"))
          .write(dict, Overwrite.REPLACE);
    }
    for (Map.Entry<String, byte[]> model : models(Path.of(args[1])).entrySet()) {
      write(folder, "Keras", model.getKey(), model.getValue());
    }
    for (Map.Entry<String, byte[]> model : models(Path.of(args[2])).entrySet()) {
      write(folder, "Onnx", model.getKey(), model.getValue());
    }
    write(folder, "FrozenGraph", "cell", frozen());
    for (Map.Entry<String, byte[]> sound : WavSeeds.files().entrySet()) {
      write(folder, "Wav", sound.getKey(), sound.getValue());
    }
  }

  /// What a target does with the bytes of a file.
  interface Target {
    void take(byte[] data) throws IOException;
  }

  /// Runs a target on all files that it begins with, so that their classes are loaded and
  /// instrumented before anything is timed.
  static void warmUp(String name, Target target) throws IOException {
    try (Stream<Path> seeds = Files.list(Path.of("seeds", name))) {
      for (Path seed : seeds.toList()) {
        target.take(Files.readAllBytes(seed));
      }
    }
  }

  /// Whatever the case has, and a module that torch would know.
  private static Map<String, Tensor> torch(String id, Map<String, Tensor> values) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(values);
    int gates = 1 + id.length() % 4;
    tensors.put("rnn.weight_ih_l0", Tensor.zeros(gates * 3, 2));
    tensors.put("rnn.weight_hh_l0", Tensor.zeros(gates * 3, 3));
    return tensors;
  }

  private static Map<String, byte[]> models(Path zip) throws IOException {
    Map<String, byte[]> models = new LinkedHashMap<>();
    try (FileSystem files = FileSystems.newFileSystem(zip);
        Stream<Path> all = Files.walk(files.getPath("/"))) {
      for (Path each :
          all.filter(file -> file.toString().matches(".*[.](h5|keras|onnx)")).toList()) {
        models.put(each.toString().substring(1).replace('/', '-'), Files.readAllBytes(each));
      }
    }
    return models;
  }

  private static void write(Path folder, String target, String name, byte[] bytes)
      throws IOException {
    Files.write(Files.createDirectories(folder.resolve(target)).resolve(name), bytes);
  }

  static byte[] frozen() {
    return new ProtoWriter()
        .message(1, constant("c/gates/kernel", Shape.of(5, 6)))
        .message(1, constant("c/gates/bias", Shape.of(6)))
        .message(1, constant("c/candidate/kernel", Shape.of(5, 3)))
        .message(1, constant("c/candidate/bias", Shape.of(3)))
        .message(1, op("c/gates/act", "Sigmoid", "c/gates/bias"))
        .message(1, op("c/candidate/act", "Tanh", "c/candidate/bias"))
        .toByteArray();
  }

  private static ProtoWriter op(String name, String op, String input) {
    return new ProtoWriter().text(1, name).text(2, op).text(3, input);
  }

  private static ProtoWriter constant(String name, Shape shape) {
    ProtoWriter dims = new ProtoWriter();
    for (int dim : shape.dims()) {
      dims.message(2, new ProtoWriter().int64(1, dim));
    }
    ProtoWriter tensor =
        new ProtoWriter().int64(1, 1).message(2, dims).raw(4, new float[shape.size()]);
    ProtoWriter value =
        new ProtoWriter().text(1, "value").message(2, new ProtoWriter().message(8, tensor));
    return new ProtoWriter().text(1, name).text(2, "Const").message(5, value);
  }
}
