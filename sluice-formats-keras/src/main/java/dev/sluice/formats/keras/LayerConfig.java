package dev.sluice.formats.keras;

import dev.sluice.core.model.json.JsonBoolean;
import dev.sluice.core.model.json.JsonNull;
import dev.sluice.core.model.json.JsonView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// One layer as a file says it.
///
/// @param className such as `GRU`
/// @param config its options
record LayerConfig(String className, JsonView config) {
  /// Options of all layers that do not matter once trained.
  private static final Set<String> TRAINING =
      Set.of(
          "name",
          "trainable",
          "batch_input_shape",
          "batch_shape",
          "input_shape",
          "input_dtype",
          "activity_regularizer",
          "seed");

  private static final List<String> TRAINING_ENDS =
      List.of("_initializer", "_regularizer", "_constraint");

  static LayerConfig of(JsonView layer) {
    String name = layer.member("class_name").string();
    String module = layer.find("module").map(JsonView::string).orElse("");
    if (layer.find("registered_name").isPresent() && !module.startsWith("keras")) {
      throw layer.expected("a layer of Keras, not a custom \"" + name + "\" of " + module);
    }
    return new LayerConfig(name, layer.member("config"));
  }

  String name() {
    return config.member("name").string();
  }

  /// What it is.
  ///
  /// @throws dev.sluice.formats.FormatException if it is not read here
  LayerType type() {
    return LayerType.of(className)
        .orElseThrow(() ->
            config
                .member("name")
                .expected("no layer of type " + className + ", which is not known here"));
  }

  /// The class as Keras names its groups of weights: `SimpleRNN` is `simple_rnn`.
  String snakeCase() {
    return className
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /// Refuses options that are neither named here nor off nor a matter of training: they may change
  /// what is computed.
  LayerConfig allow(String... names) {
    Set<String> known = Set.of(names);
    config
        .members()
        .forEach((option, value) -> {
          boolean off = value.value() == JsonNull.NULL || value.value() == JsonBoolean.FALSE;
          boolean training =
              TRAINING.contains(option) || TRAINING_ENDS.stream().anyMatch(option::endsWith);
          if (option.equals("dtype")) {
            requireSingle(value);
          } else if (!off && !training && !known.contains(option)) {
            throw value.expected("nothing: this option is not known here");
          }
        });
    return this;
  }

  /// Half precision and quantised layers compute something else.
  private static void requireSingle(JsonView dtype) {
    if (dtype.value() == JsonNull.NULL) {
      return;
    }
    boolean policy = dtype.value() instanceof dev.sluice.core.model.json.JsonObject;
    JsonView name = policy ? dtype.member("config").member("name") : dtype;
    if (!name.string().equals("float32")) {
      throw name.expected("float32, the only precision that is read here");
    }
  }

  /// An option that is true or false, false where it is left out.
  Switch flag(String option) {
    return config.find(option).map(JsonView::bool).orElse(false) ? Switch.ON : Switch.OFF;
  }

  /// An option's value; empty where it is left out or null.
  Optional<JsonView> option(String name) {
    return config.find(name);
  }

  /// An option of two values.
  enum Switch {
    ON,
    OFF
  }
}
