package dev.sluice.cli.stream;

import dev.sluice.core.nn.GruTrace;
import java.util.List;
import java.util.Locale;

/// Writes traces: step after step, in each layer after layer, forward before backward.
abstract class TraceWriter {
  /// A place in a trace.
  ///
  /// @param step from 0
  /// @param number of the layer, from 0
  /// @param row of the step in the layer's sequences
  record Place(int step, int number, GruTrace.Layer layer, int row) {
    /// "forward", "backward"
    String direction() {
      return layer.direction().name().toLowerCase(Locale.ROOT);
    }

    int hidden() {
      return layer.hidden().features();
    }
  }

  final void write(Sequence sequence, GruTrace trace) {
    List<GruTrace.Layer> layers = trace.layers();
    int directions = (int) layers.stream().map(GruTrace.Layer::direction).distinct().count();
    for (int step = 0; step < sequence.x().lengths().steps(); step++) {
      for (int i = 0; i < layers.size(); i++) {
        GruTrace.Layer layer = layers.get(i);
        int row = layer.hidden().lengths().row(0, step);
        write(sequence, new Place(step, i / directions, layer, row));
      }
    }
  }

  abstract void write(Sequence sequence, Place place);
}
