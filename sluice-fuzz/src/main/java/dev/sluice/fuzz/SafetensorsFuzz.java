package dev.sluice.fuzz;

import dev.sluice.core.model.Overwrite;
import dev.sluice.core.model.SafetensorsFile;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.torch.StateDict;
import dev.sluice.formats.torch.TorchForeign;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// State dicts of PyTorch in safetensors.
public final class SafetensorsFuzz {
  private static final Path FILE = file();

  private SafetensorsFuzz() {}

  private static Path file() {
    try {
      Path file = Files.createTempFile("fuzz", ".safetensors");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Loads and instruments all classes before anything is timed.
  public static void fuzzerInitialize() throws IOException {
    new SafetensorsFile(Map.of("w", Tensor.zeros(2, 3)), Map.of()).write(FILE, Overwrite.REPLACE);
    fuzzerTestOneInput(Files.readAllBytes(FILE));
  }

  /// Called by Jazzer.
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Files.write(FILE, data);
    try {
      new TorchForeign(StateDict.read(FILE)).explain();
    } catch (FormatException e) {
      return; // what a reader may throw
    }
  }
}
