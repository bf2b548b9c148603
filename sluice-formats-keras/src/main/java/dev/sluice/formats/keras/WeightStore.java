package dev.sluice.formats.keras;

import dev.sluice.core.tensor.Tensor;
import java.util.List;

/// The weights of a file, layer by layer.
interface WeightStore {
  /// The weights of a layer in the order in which Keras makes them; states and seeds left out.
  ///
  /// @param part where in the layer: empty, `cell`, `layer`, `forward_layer/cell`, …
  /// @param names of the weights, such as `kernel`, `recurrent_kernel`, `bias`
  List<Tensor> of(LayerConfig layer, String part, List<String> names);
}
