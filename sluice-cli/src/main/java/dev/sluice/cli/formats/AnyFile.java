package dev.sluice.cli.formats;

import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.explain.ForeignModel;
import dev.sluice.formats.keras.KerasFile;
import dev.sluice.formats.keras.KerasForeign;
import dev.sluice.formats.npy.Npz;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.OnnxModelOptions;
import dev.sluice.formats.onnx.stack.OnnxForeign;
import dev.sluice.formats.tensorflow.FrozenGraph;
import dev.sluice.formats.tensorflow.TensorFlowForeign;
import dev.sluice.formats.torch.StateDict;
import dev.sluice.formats.torch.TorchForeign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Opens a model of any format, told by its name; files of Keras by how they begin.
final class AnyFile {
  private AnyFile() {}

  static ForeignModel open(Path path, OnnxModelOptions options) {
    if (Files.isDirectory(path)) {
      return new OwnModel(path);
    }
    if (isEmpty(path)) {
      throw new FormatException(path + " is empty; it was perhaps not fully copied");
    }
    String name = path.toString().toLowerCase(Locale.ROOT);
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return switch (extension) {
      case "onnx" -> new OnnxForeign(OnnxFile.read(path), options);
      case "pb" -> new TensorFlowForeign(FrozenGraph.read(path));
      case "safetensors" -> new TorchForeign(StateDict.read(path));
      case "pt", "pth", "ckpt", "bin", "pkl" ->
          throw new FormatException(
              path
                  + ": files of torch.save are programs (pickles) and are never run; in Python, write safetensors.torch.save_file(model.state_dict(), \"model.safetensors\")");
      case "npy" ->
          throw new FormatException(
              path
                  + " is one array alone; put those of a model into a .npz, with the names of torch");
      case "npz" -> new TorchForeign(StateDict.of(path.toString(), Npz.read(path)));
      default -> keras(path);
    };
  }

  /// A file that is not there has an error of its own.
  private static boolean isEmpty(Path path) {
    try {
      return Files.size(path) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /// HDF5 goes by many names.
  private static ForeignModel keras(Path path) {
    Source source = Source.read(path);
    if (!KerasFile.isKeras(source)) {
      throw new FormatException(
          path
              + " is no directory of a model, not named .onnx, .safetensors, .npz or .pb, and no"
              + " file of Keras (.keras, .h5), however it is named; other formats are not known here");
    }
    return new KerasForeign(KerasFile.read(source));
  }
}
