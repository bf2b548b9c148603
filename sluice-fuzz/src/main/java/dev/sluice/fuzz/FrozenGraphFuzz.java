package dev.sluice.fuzz;

import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import dev.sluice.formats.tensorflow.FrozenGraph;
import dev.sluice.formats.tensorflow.TensorFlowForeign;
import java.io.IOException;

/// Frozen graphs of TensorFlow 1.
public final class FrozenGraphFuzz {
  private FrozenGraphFuzz() {}

  /// Loads and instruments all classes before anything is timed.
  public static void fuzzerInitialize() throws IOException {
    Seeds.warmUp("FrozenGraph", FrozenGraphFuzz::fuzzerTestOneInput);
  }

  /// Called by Jazzer.
  public static void fuzzerTestOneInput(byte[] data) {
    try {
      FrozenGraph graph = FrozenGraph.read(Source.of("fuzz.pb", data));
      new TensorFlowForeign(graph).explain();
    } catch (FormatException e) {
      return; // what a reader may throw
    }
  }
}
