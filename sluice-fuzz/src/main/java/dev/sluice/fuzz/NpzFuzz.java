package dev.sluice.fuzz;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.npy.Npz;
import java.io.IOException;
import java.util.Map;

/// Zips of arrays.
public final class NpzFuzz {
  private NpzFuzz() {}

  /// Loads and instruments all classes before anything is timed.
  public static void fuzzerInitialize() throws IOException {
    Seeds.warmUp("Npz", NpzFuzz::fuzzerTestOneInput);
  }

  /// Called by Jazzer.
  public static void fuzzerTestOneInput(byte[] data) {
    Map<String, Tensor> read;
    try {
      read = Npz.read(Source.of("fuzz.npz", data));
    } catch (FormatException e) {
      return; // what a reader may throw
    }
    if (!Npz.read(Source.of("again.npz", Npz.write(read))).keySet().equals(read.keySet())) {
      throw new AssertionError("what was read is not what comes back");
    }
  }
}
