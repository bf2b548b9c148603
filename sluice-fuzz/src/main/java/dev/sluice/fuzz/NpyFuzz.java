package dev.sluice.fuzz;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.npy.Npy;
import java.io.IOException;

/// Single arrays, which the checksums of a zip keep a fuzzer away from.
public final class NpyFuzz {
  private NpyFuzz() {}

  /// Loads and instruments all classes before anything is timed.
  public static void fuzzerInitialize() throws IOException {
    Seeds.warmUp("Npy", NpyFuzz::fuzzerTestOneInput);
  }

  /// Called by Jazzer.
  public static void fuzzerTestOneInput(byte[] data) {
    Tensor read;
    try {
      read = Npy.read(Source.of("fuzz.npy", data), 0, data.length);
    } catch (FormatException e) {
      return; // what a reader may throw
    }
    byte[] again = Npy.write(read);
    if (!Npy.read(Source.of("again.npy", again), 0, again.length).shape().equals(read.shape())) {
      throw new AssertionError("what was read is not what comes back");
    }
  }
}
