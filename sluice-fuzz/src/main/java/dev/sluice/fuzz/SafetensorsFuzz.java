package dev.sluice.fuzz;

import dev.sluice.formats.FormatException;
import dev.sluice.formats.torch.StateDict;
import dev.sluice.formats.torch.TorchForeign;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
    Seeds.warmUp("Safetensors", SafetensorsFuzz::fuzzerTestOneInput);
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
