package dev.sluice.formats.keras;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.keras.hdf.HdfGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `model.weights.h5`: groups that are named after the class of their layer, and numbered where a
/// class occurs again, whatever the layers are called: `layers/gru_1/cell/vars/0`.
///
/// Newer versions add the layer's name, which is then compared.
final class PathWeights implements WeightStore {
  private static final List<String> CONTAINERS =
      List.of("layers", "_layer_checkpoint_dependencies");

  private final HdfGroup layers;
  private final Map<String, String> groups = new HashMap<>();

  /// @param all layers of the file, in its order
  PathWeights(HdfGroup root, List<LayerConfig> all) {
    layers =
        CONTAINERS.stream()
            .flatMap(name -> root.group(name).stream())
            .findFirst()
            .orElseThrow(() -> root.error("no group \"layers\"; it has " + root.names()));
    Map<String, Integer> used = new HashMap<>();
    for (LayerConfig layer : all) {
      String name = layer.snakeCase();
      int before = used.merge(name, 1, Integer::sum) - 1;
      groups.put(layer.name(), before == 0 ? name : name + "_" + before);
    }
  }

  @Override
  public List<Tensor> of(LayerConfig layer, String part, List<String> names) {
    String group = groups.getOrDefault(layer.name(), "");
    HdfGroup own = group(layers, group);
    own.group("vars")
        .flatMap(vars -> vars.texts("name"))
        .ifPresent(name -> {
          if (!name.equals(List.of(layer.name()))) {
            throw own.error(
                "\"%s\" holds the weights of layer %s, expected those of \"%s\""
                    .formatted(own.path(), name, layer.name()));
          }
        });
    HdfGroup place = own;
    for (String step : part.isEmpty() ? new String[0] : part.split("/", -1)) {
      place = group(place, step);
    }
    HdfGroup vars = group(place, "vars");
    if (vars.names().size() != names.size()) {
      throw vars.error(
          "layer \"%s\" has %d weights, expected %s"
              .formatted(layer.name(), vars.names().size(), names));
    }
    List<Tensor> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      found.add(vars.tensor(String.valueOf(i)));
    }
    return found;
  }

  private static HdfGroup group(HdfGroup in, String name) {
    return in.group(name)
        .orElseThrow(
            () -> in.error("\"" + in.path() + "\" has no \"" + name + "\"; it has " + in.names()));
  }
}
