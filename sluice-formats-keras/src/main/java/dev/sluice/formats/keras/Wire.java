package dev.sluice.formats.keras;

import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonString;
import dev.sluice.core.model.json.JsonView;
import java.util.List;
import java.util.Map;

/// Where the layers of a functional model take their inputs from.
///
/// ```
/// Keras 3   [{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["x",0,0]}}], "kwargs": {…}}]
/// Keras 2   [[["x", 0, 0, {}]]]
/// ```
final class Wire {
  private static final String TENSOR = "__keras_tensor__";

  private Wire() {}

  /// The layer of `input_layers` or `output_layers`, of which there must be one.
  static String only(JsonView list) {
    List<JsonView> elements = list.elements();
    boolean flat = elements.size() == 3 && elements.getFirst().value() instanceof JsonString;
    if (!flat && elements.size() != 1) {
      throw list.expected("one; models of several inputs or outputs are not read here");
    }
    return flat ? history(list) : history(elements.getFirst());
  }

  /// The layer that a layer takes its input from.
  static String source(JsonView layer, Masks masks) {
    List<JsonView> nodes = layer.member("inbound_nodes").elements();
    if (nodes.size() != 1) {
      throw layer.member("inbound_nodes").expected("one call: shared layers are not read here");
    }
    JsonView node = nodes.getFirst();
    return node.value() instanceof JsonObject ? ofCall(node, masks) : ofList(node);
  }

  private static String ofCall(JsonView node, Masks masks) {
    List<JsonView> args = node.member("args").elements();
    if (args.size() != 1 || !isTensor(args.getFirst())) {
      throw node.member("args").expected("one tensor: layers of several inputs are not read here");
    }
    for (Map.Entry<String, JsonView> each : node.member("kwargs").members().entrySet()) {
      JsonView value = each.getValue();
      if (each.getKey().equals("mask") && isTensor(value)) {
        masks.requireMask(value, history(value.member("config").member("keras_history")));
      } else if (value.value() instanceof JsonObject || value.value() instanceof JsonArray) {
        throw value.expected("no second input: initial states from other layers are not read here");
      }
    }
    return history(args.getFirst().member("config").member("keras_history"));
  }

  static boolean isTensor(JsonView value) {
    return value.value() instanceof JsonObject
        && value.find("class_name").map(JsonView::string).orElse("").equals(TENSOR);
  }

  private static String ofList(JsonView node) {
    List<JsonView> inputs = node.elements();
    if (inputs.size() != 1) {
      throw node.expected("one tensor: layers of several inputs are not read here");
    }
    JsonView input = inputs.getFirst();
    List<JsonView> parts = input.elements();
    if (parts.size() > 3 && !parts.get(3).object().members().isEmpty()) {
      for (Map.Entry<String, JsonView> each : parts.get(3).members().entrySet()) {
        JsonView value = each.getValue();
        if (value.value() instanceof JsonObject || value.value() instanceof JsonArray) {
          throw value.expected(
              "no second input: initial states from other layers are not read here");
        }
      }
    }
    return history(input);
  }

  /// The layer of `["x", 0, 0, …]`; both numbers are 0 for what is called once and gives one thing.
  static String history(JsonView triple) {
    List<JsonView> parts = triple.elements();
    if (parts.size() < 3) {
      throw triple.expected("a layer's name, a call and an output");
    }
    parts.get(1).integer(0, 0);
    parts.get(2).integer(0, 0);
    return parts.getFirst().string();
  }
}
