package dev.sluice.formats.keras;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.keras.hdf.HdfGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// HDF5 files: a group for each layer, whose attribute `weight_names` lists datasets in order. The
/// last part of a name says what it is: `net/gru_cell/recurrent_kernel:0`.
final class LegacyWeights implements WeightStore {
  private final HdfGroup weights;

  LegacyWeights(HdfGroup weights) {
    this.weights = weights;
  }

  @Override
  public List<Tensor> of(LayerConfig layer, String part, List<String> names) {
    HdfGroup group =
        weights
            .group(layer.name())
            .orElseThrow(() -> weights.error("no weights of layer \"" + layer.name() + "\""));
    List<String> all = new ArrayList<>();
    for (String path : paths(group)) {
      if (!last(path).contains("state")) {
        all.add(path); // neither what a stateful layer keeps nor a dropout's seeds
      }
    }
    // Of two directions, those of the forward one come first.
    int directions = layer.type() == LayerType.BIDIRECTIONAL ? 2 : 1;
    if (all.size() != directions * names.size()) {
      throw group.error(
          "the weights of layer \"%s\", %s, are not those of its options, %s"
              .formatted(layer.name(), all, names));
    }
    int from = part.startsWith("backward") ? names.size() : 0;
    List<Tensor> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String path = all.get(from + i);
      if (!last(path).equals(names.get(i))) {
        throw group.error(
            "layer \"%s\" has weights %s in another order than %s"
                .formatted(layer.name(), all, names));
      }
      found.add(group.tensor(path));
    }
    return found;
  }

  /// Long lists are split over `weight_names0`, `weight_names1`, …
  private static List<String> paths(HdfGroup group) {
    Optional<List<String>> whole = group.texts("weight_names");
    if (whole.isPresent()) {
      return whole.get();
    }
    List<String> joined = new ArrayList<>();
    Optional<List<String>> part = group.texts("weight_names0");
    for (int i = 1; part.isPresent(); i++) {
      joined.addAll(part.get());
      part = group.texts("weight_names" + i);
    }
    return joined;
  }

  private static String last(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }
}
