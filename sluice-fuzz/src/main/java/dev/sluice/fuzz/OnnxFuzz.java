package dev.sluice.fuzz;

import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.onnx.ExternalData;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.OnnxModelOptions;
import dev.sluice.formats.onnx.stack.OnnxForeign;
import java.io.IOException;

/// ONNX files: read, made ready to run, taken out as stacks, explained.
public final class OnnxFuzz {
  private OnnxFuzz() {}

  /// Loads and instruments all classes before anything is timed.
  public static void fuzzerInitialize() throws IOException {
    Seeds.warmUp("Onnx", OnnxFuzz::fuzzerTestOneInput);
  }

  /// Called by Jazzer.
  public static void fuzzerTestOneInput(byte[] data) {
    OnnxForeign model;
    try {
      OnnxFile file = OnnxFile.read(Source.of("fuzz.onnx", data), ExternalData.refused());
      model = new OnnxForeign(file, OnnxModelOptions.AS_WRITTEN);
      model.explain();
      model.stack();
    } catch (FormatException e) {
      return; // what a reader may throw
    }
    if (model.explain().parts().isEmpty()) {
      throw new AssertionError("a stack without a part");
    }
  }
}
