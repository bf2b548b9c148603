package dev.sluice.fuzz;

import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.keras.KerasFile;
import dev.sluice.formats.keras.KerasForeign;
import java.io.IOException;

/// Files of Keras: HDF5 and zips.
public final class KerasFuzz {
  private KerasFuzz() {}

  /// Loads and instruments all classes before anything is timed: all seeds are read.
  public static void fuzzerInitialize() throws IOException {
    Seeds.warmUp("Keras", KerasFuzz::fuzzerTestOneInput);
  }

  /// Called by Jazzer.
  public static void fuzzerTestOneInput(byte[] data) {
    try {
      new KerasForeign(KerasFile.read(Source.of("fuzz.h5", data))).explain();
    } catch (FormatException e) {
      return; // what a reader may throw
    }
  }
}
