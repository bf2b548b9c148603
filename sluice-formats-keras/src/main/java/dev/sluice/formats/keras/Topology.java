package dev.sluice.formats.keras;

import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The layers of a model in the order in which they are run; only chains are read.
///
/// @param layers without inputs
record Topology(List<LayerConfig> layers, WeightStore weights) {

  /// @param model the whole of a model's configuration
  /// @param weights makes the store, given all layers of the file
  static Topology of(JsonView model, Function<List<LayerConfig>, WeightStore> weights) {
    JsonView config = model.member("config");
    JsonView name = model.member("class_name");
    return switch (name.string()) {
      case "Sequential" -> sequential(config, weights);
      case "Functional", "Model" -> functional(config, weights);
      default ->
          throw name.expected(
              "Sequential or Functional; the code of a subclassed model is not in its file");
    };
  }

  private static Topology sequential(
      JsonView config, Function<List<LayerConfig>, WeightStore> weights) {
    // Before Keras 2.3, the configuration was the list.
    JsonView list = config.value() instanceof JsonArray ? config : config.member("layers");
    List<LayerConfig> all = list.elements().stream().map(LayerConfig::of).toList();
    return new Topology(withoutInputs(all), weights.apply(all));
  }

  private static List<LayerConfig> withoutInputs(List<LayerConfig> all) {
    return all.stream().filter(layer -> layer.type() != LayerType.INPUT).toList();
  }

  private static Topology functional(
      JsonView config, Function<List<LayerConfig>, WeightStore> weights) {
    Map<String, JsonView> byName = new LinkedHashMap<>();
    for (JsonView layer : config.member("layers").elements()) {
      JsonView name = layer.find("name").orElseGet(() -> layer.member("config").member("name"));
      if (byName.put(name.string(), layer) != null) {
        throw name.expected("a name that no other layer has");
      }
    }
    String at = Wire.only(config.member("output_layers"));
    String input = Wire.only(config.member("input_layers"));
    Masks masks = new Masks(byName);
    List<LayerConfig> chain = new ArrayList<>();
    while (!at.equals(input)) {
      JsonView layer = byName.remove(at);
      if (layer == null) {
        throw config
            .member("output_layers")
            .expected("a chain of layers from input to output; \"" + at + "\" stands twice in it");
      }
      chain.add(LayerConfig.of(layer));
      at = Wire.source(layer, masks);
    }
    byName.remove(input);
    masks.requireOnly(byName.values());
    List<LayerConfig> all = new ArrayList<>();
    for (JsonView layer : config.member("layers").elements()) {
      all.add(LayerConfig.of(layer));
    }
    return new Topology(withoutInputs(chain.reversed()), weights.apply(all));
  }
}
