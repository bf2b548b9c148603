package dev.sluice.formats.keras;

import dev.sluice.core.model.json.JsonView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The nodes that Keras 3 adds to functional models for the masks that it hands on by itself
/// anyway: `NotEqual(ids, 0)` of an Embedding, `Any(NotEqual(x, value), -1)` of a Masking.
///
/// They are checked to be no more than that; the masks are then computed by the layers.
final class Masks {
  private final Map<String, JsonView> layers;
  private @Nullable Map<String, List<JsonView>> masking;

  /// @param layers by name, copied
  Masks(Map<String, JsonView> layers) {
    this.layers = Map.copyOf(layers);
  }

  /// Checks what a layer takes as its mask.
  void requireMask(JsonView place, String name) {
    JsonView node = layers.get(name);
    if (node == null || !isMask(node)) {
      throw place.expected("the mask of an Embedding or of a Masking; others are not read here");
    }
  }

  /// Checks that these layers are masks.
  void requireOnly(Collection<JsonView> others) {
    for (JsonView other : others) {
      if (!isMask(other)) {
        throw other
            .member("class_name")
            .expected("no layer beside the chain from input to output; branches are not read here");
      }
    }
  }

  private boolean isMask(JsonView node) {
    return switch (node.member("class_name").string()) {
      case "NotEqual" -> isMaskOf(node, "Embedding") || isMaskOf(node, "Masking");
      case "Any" -> {
        List<JsonView> args = args(node);
        JsonView inner = layers.get(source(args));
        yield inner != null
            && inner.member("class_name").string().equals("NotEqual")
            && isMaskOf(inner, "Masking");
      }
      default -> false;
    };
  }

  /// Layers that make masks, by what they are called with; looked for once.
  private Map<String, List<JsonView>> masking() {
    Map<String, List<JsonView>> known = masking;
    if (known == null) {
      known = new HashMap<>();
      for (JsonView layer : layers.values()) {
        String type = layer.member("class_name").string();
        if (type.equals("Embedding") || type.equals("Masking")) {
          known.computeIfAbsent(source(args(layer)), each -> new ArrayList<>()).add(layer);
        }
      }
      masking = known;
    }
    return known;
  }

  /// Whether there is a layer of this type with the same input and the compared value.
  private boolean isMaskOf(JsonView notEqual, String type) {
    List<JsonView> args = args(notEqual);
    if (args.size() != 2) {
      return false;
    }
    double value = args.get(1).number();
    for (JsonView layer : masking().getOrDefault(source(args), List.of())) {
      if (layer.member("class_name").string().equals(type)) {
        JsonView config = layer.member("config");
        return type.equals("Masking")
            ? config.member("mask_value").number() == value
            : value == 0 && config.member("mask_zero").bool();
      }
    }
    return false;
  }

  /// What a layer is called with: a tensor, and perhaps more.
  private static List<JsonView> args(JsonView layer) {
    List<JsonView> calls = layer.member("inbound_nodes").elements();
    if (calls.size() != 1) {
      throw layer.member("inbound_nodes").expected("one call");
    }
    JsonView args = calls.getFirst().member("args");
    if (args.elements().isEmpty() || !Wire.isTensor(args.elements().getFirst())) {
      throw args.expected("a tensor");
    }
    return args.elements();
  }

  private static String source(List<JsonView> args) {
    return Wire.history(args.getFirst().member("config").member("keras_history"));
  }
}
