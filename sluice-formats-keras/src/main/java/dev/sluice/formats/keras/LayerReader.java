package dev.sluice.formats.keras;

import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.keras.LayerConfig.Switch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Layers from what the file says and the weights that it has; options that are not represented are
/// refused.
final class LayerReader {
  private final WeightStore weights;
  private final int major;
  private final RecurrentReader recurrent;

  private LayerReader(KerasFile file) {
    weights = file.topology().weights();
    major = file.major();
    recurrent = new RecurrentReader(file);
  }

  /// All layers of a file.
  static List<KerasLayer> layers(KerasFile file) {
    LayerReader reader = new LayerReader(file);
    return file.topology().layers().stream().map(reader::read).toList();
  }

  KerasLayer read(LayerConfig layer) {
    return read(layer, layer, "");
  }

  /// @param owner the layer that has the weights
  /// @param part where in them those of `layer` are
  private KerasLayer read(LayerConfig layer, LayerConfig owner, String part) {
    String name = owner.name();
    LayerType type = layer.type();
    if (type.isIdentity()) {
      return new KerasLayer.Identity(name);
    }
    return switch (type) {
      case GRU, LSTM, SIMPLE_RNN, BIDIRECTIONAL -> recurrent.read(layer);
      case DENSE -> dense(layer, owner, part);
      case EMBEDDING -> embedding(layer);
      case LAYER_NORMALIZATION -> normalization(layer, owner, part);
      case TIME_DISTRIBUTED -> distributed(layer);
      case MASKING -> {
        layer.allow("mask_value");
        yield new KerasLayer.Masking(name, layer.config().member("mask_value").float32());
      }
      case ACTIVATION -> {
        layer.allow("activation");
        yield new KerasLayer.Activation(name, function(layer));
      }
      default -> throw layer.config().member("name").expected("no " + type + " here");
    };
  }

  private KerasLayer.RowFunction function(LayerConfig layer) {
    Optional<JsonView> activation = layer.option("activation");
    return KerasActivation.isSoftmax(activation)
        ? new KerasLayer.RowFunction(Optional.empty())
        : new KerasLayer.RowFunction(Optional.of(KerasActivation.of(activation, major)));
  }

  private KerasLayer dense(LayerConfig layer, LayerConfig owner, String part) {
    layer.allow("units", "activation", "use_bias");
    int units = layer.config().member("units").integer(1);
    boolean biased = layer.flag("use_bias") == Switch.ON;
    List<Tensor> found =
        weights.of(owner, part, biased ? List.of("kernel", "bias") : List.of("kernel"));
    Tensor kernel = found.getFirst();
    int inputs = kernel.shape().rank() == 2 ? kernel.shape().dim(0) : 0;
    require(layer, "kernel", kernel, inputs, units);
    Tensor bias = biased ? found.get(1) : Tensor.zeros(units);
    require(layer, "bias", bias, units);
    Tensor turned =
        Tensor.of(Shape.of(units, inputs), Columns.turned(kernel.data(), inputs, units));
    return new KerasLayer.Dense(owner.name(), turned, bias, function(layer));
  }

  private KerasLayer embedding(LayerConfig layer) {
    layer.allow("input_dim", "output_dim", "mask_zero", "input_length");
    Tensor table = weights.of(layer, "", List.of("embeddings")).getFirst();
    require(
        layer,
        "embeddings",
        table,
        layer.config().member("input_dim").integer(1),
        layer.config().member("output_dim").integer(1));
    return new KerasLayer.Embedding(
        layer.name(),
        table,
        layer.flag("mask_zero") == Switch.ON ? KerasLayer.MaskZero.YES : KerasLayer.MaskZero.NO);
  }

  private KerasLayer normalization(LayerConfig layer, LayerConfig owner, String part) {
    layer.allow("axis", "epsilon", "center", "scale");
    JsonView axis = layer.config().member("axis");
    List<String> names = new ArrayList<>();
    if (layer.flag("scale") == Switch.ON) {
      names.add("gamma");
    }
    if (layer.flag("center") == Switch.ON) {
      names.add("beta");
    }
    List<Tensor> found = names.isEmpty() ? List.of() : weights.of(owner, part, names);
    for (int i = 0; i < names.size(); i++) {
      if (found.get(i).shape().rank() != 1) {
        throw shape(layer, names.get(i), found.get(i), "[F]");
      }
    }
    requireLast(axis);
    Optional<float[]> gamma =
        names.contains("gamma") ? Optional.of(found.getFirst().data()) : Optional.empty();
    Optional<float[]> beta =
        names.contains("beta") ? Optional.of(found.getLast().data()) : Optional.empty();
    return new KerasLayer.LayerNormalization(
        owner.name(), gamma, beta, layer.config().member("epsilon").float32());
  }

  /// Sequences have two axes before their features: −1 and 2 are the last.
  private static void requireLast(JsonView axis) {
    boolean list = axis.value() instanceof dev.sluice.core.model.json.JsonArray;
    List<JsonView> axes = list ? axis.elements() : List.of(axis);
    if (axes.size() != 1) {
      throw axis.expected("one axis, the last");
    }
    long one = axes.getFirst().integer(-8, 8);
    if (one != -1 && one != 2) {
      throw axis.expected("the last axis, -1, or 2 of a sequence");
    }
  }

  /// Of layers that look at single rows, which they then do anyway.
  private KerasLayer distributed(LayerConfig layer) {
    layer.allow("layer");
    LayerConfig inner = LayerConfig.of(layer.config().member("layer"));
    return switch (inner.type()) {
      case DENSE, LAYER_NORMALIZATION, ACTIVATION, DROPOUT, GAUSSIAN_NOISE, GAUSSIAN_DROPOUT ->
          read(inner, layer, "layer");
      default ->
          throw layer
              .config()
              .member("layer")
              .member("class_name")
              .expected("Dense, LayerNormalization, Activation or a dropout in TimeDistributed");
    };
  }

  static void require(LayerConfig layer, String what, Tensor found, int... dims) {
    if (!Arrays.equals(found.shape().dims(), dims)) {
      throw shape(layer, what, found, Arrays.toString(dims));
    }
  }

  private static FormatException shape(
      LayerConfig layer, String what, Tensor found, String expected) {
    return new FormatException(
        "layer \"%s\": %s has shape %s, expected %s"
            .formatted(layer.name(), what, found.shape(), expected));
  }
}
