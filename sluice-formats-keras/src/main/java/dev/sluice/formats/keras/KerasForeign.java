package dev.sluice.formats.keras;

import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.Bias;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.Merge;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.Reset;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.cell.CellKind;
import dev.sluice.formats.cell.CellSpec;
import dev.sluice.formats.cell.CellWeights;
import dev.sluice.formats.cell.CoreStack;
import dev.sluice.formats.explain.Explanation;
import dev.sluice.formats.explain.ForeignModel;
import dev.sluice.formats.keras.KerasLayer.Merging;
import dev.sluice.formats.keras.KerasLayer.Order;
import dev.sluice.formats.keras.KerasLayer.Outputs;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A model of Keras as a source of stacks.
public final class KerasForeign implements ForeignModel {
  private final KerasFile file;
  private final List<KerasLayer> layers;

  /// A file.
  ///
  /// @throws FormatException if it has what is not represented here, naming it
  public KerasForeign(KerasFile file) {
    this.file = file;
    layers = LayerReader.layers(file);
  }

  @Override
  public RecurrentModel stack() {
    List<KerasLayer.Recurrent> recurrent = new ArrayList<>();
    for (KerasLayer layer : layers) {
      switch (layer) {
        case KerasLayer.Recurrent each -> recurrent.add(each);
        case KerasLayer.Identity nothing -> {}
        default ->
            throw new FormatException(
                "layer \"%s\" is no recurrent layer; take one of %s alone (--node NAME)"
                    .formatted(layer.name(), names()));
      }
    }
    for (int i = 0; i + 1 < recurrent.size(); i++) {
      if (recurrent.get(i).parts().getFirst().outputs() == Outputs.LAST) {
        throw new FormatException(
            "layer \"%s\" gives its last output alone, and another follows"
                .formatted(recurrent.get(i).name()));
      }
    }
    return stack(recurrent);
  }

  @Override
  public RecurrentModel stack(String part) {
    return stack(
        recurrent().stream()
            .filter(layer -> layer.name().equals(part))
            .findFirst()
            .map(List::of)
            .orElseThrow(() ->
                new FormatException(
                    "there is no recurrent layer \"" + part + "\"; there are " + names())));
  }

  private List<KerasLayer.Recurrent> recurrent() {
    return layers.stream()
        .filter(KerasLayer.Recurrent.class::isInstance)
        .map(KerasLayer.Recurrent.class::cast)
        .toList();
  }

  private List<String> names() {
    return recurrent().stream().map(KerasLayer::name).toList();
  }

  private static RecurrentModel stack(List<KerasLayer.Recurrent> layers) {
    if (layers.isEmpty()) {
      throw new FormatException("the model has no recurrent layer");
    }
    Merging merging = layers.getFirst().merging();
    Merge merge =
        switch (merging) {
          case NONE, CONCAT -> Merge.CONCATENATE;
          case SUM -> Merge.SUM;
          case MUL, AVE ->
              throw new FormatException(
                  "layer \"%s\" merges its directions by %s, which no stack here does"
                      .formatted(layers.getFirst().name(), merging));
        };
    List<CoreStack.Layer> core = new ArrayList<>();
    for (KerasLayer.Recurrent layer : layers) {
      if (layer.merging() != merging) {
        throw new FormatException(
            "layer \"%s\" has other directions, or merges them otherwise, than the first"
                .formatted(layer.name()));
      }
      core.add(layer(layer));
    }
    Recurrent stack =
        CoreStack.of(core, merge, new float[0], Bias.NONE)
            .orElseThrow(() ->
                new FormatException(
                    "no stack here computes what "
                        + layers.stream().map(KerasLayer::name).toList()
                        + " compute: activations that it does not have, or layers of several"
                        + " sizes; run the file as a KerasModel, or take one layer alone"));
    return CoreStack.freeze(stack);
  }

  /// With its directions as a stack has them: outputs in the order of time.
  private static CoreStack.Layer layer(KerasLayer.Recurrent layer) {
    KerasLayer.Part first = layer.parts().getFirst();
    boolean alone = layer.parts().size() == 1;
    boolean turned = first.order() == Order.BACKWARD;
    if (turned && (!alone || first.outputs() == Outputs.ALL)) {
      throw new FormatException(
          "layer \"%s\" has go_backwards and gives its outputs from the last step to the first,"
                  .formatted(layer.name())
              + " as no stack here does; run the file as a KerasModel");
    }
    Direction direction = !alone ? Direction.BOTH : turned ? Direction.BACKWARD : Direction.FORWARD;
    return new CoreStack.Layer(spec(layer, direction), weights(layer));
  }

  private static CellSpec spec(KerasLayer.Recurrent layer, Direction direction) {
    CellSpec first = layer.parts().getFirst().runner().spec();
    CellSpec last = layer.parts().getLast().runner().spec();
    if (!first.equals(last)) {
      throw new FormatException(
          "layer \"%s\" has directions that compute different things".formatted(layer.name()));
    }
    return turned(first, direction);
  }

  /// The same in another direction, or in two.
  private static CellSpec turned(CellSpec cell, Direction direction) {
    return new CellSpec(
        cell.kind(),
        cell.inputs(),
        cell.hidden(),
        direction,
        cell.reset(),
        direction.parts().stream().map(part -> cell.activations().getFirst()).toList(),
        cell.clip(),
        cell.forget());
  }

  private static List<CellWeights> weights(KerasLayer.Recurrent layer) {
    return layer.parts().stream().map(part -> part.runner().weights().getFirst()).toList();
  }

  @Override
  public Explanation explain() {
    List<Explanation.Part> parts = new ArrayList<>();
    long parameters = 0;
    for (KerasLayer layer : layers) {
      parameters += parameters(layer);
      if (layer instanceof KerasLayer.Recurrent recurrent) {
        parts.addAll(parts(recurrent));
      }
    }
    String all =
        layers.stream()
            .map(layer -> type(layer) + " \"" + layer.name() + "\"")
            .collect(Collectors.joining(", "));
    return new Explanation(
        "a model of Keras " + file.version(), parameters, parts, List.of("layers: " + all));
  }

  private static String type(KerasLayer layer) {
    if (layer instanceof KerasLayer.Recurrent recurrent) {
      String cell = recurrent.parts().getFirst().runner().spec().kind().toString();
      return recurrent.parts().size() == 1 ? cell : "Bidirectional " + cell;
    }
    return layer.getClass().getSimpleName();
  }

  /// One part, named as [#stack(String)] takes it; two where the directions compute different
  /// things.
  private static List<Explanation.Part> parts(KerasLayer.Recurrent layer) {
    CellSpec first = layer.parts().getFirst().runner().spec();
    CellSpec last = layer.parts().getLast().runner().spec();
    String convention = convention(first.kind());
    if (layer.parts().size() == 2 && first.equals(last)) {
      CellSpec both = spec(layer, Direction.BOTH);
      return List.of(
          Explanation.Part.of(layer.name(), both, weights(layer), convention)
              .withParameters(parameters(layer)));
    }
    return layer.parts().stream()
        .map(part ->
            Explanation.Part.of(layer.name(), directed(part), part.runner().weights(), convention)
                .withParameters(parameters(part)))
        .toList();
  }

  private static CellSpec directed(KerasLayer.Part part) {
    CellSpec spec = part.runner().spec();
    return part.order() == Order.FORWARD ? spec : turned(spec, Direction.BACKWARD);
  }

  private static String convention(CellKind kind) {
    return switch (kind) {
      case GRU -> "gates z, r, h in columns of the file; z weighs the old state there";
      case LSTM -> "gates i, f, c, o in columns of the file";
      case RNN -> "one block in the file";
    };
  }

  private static long parameters(KerasLayer layer) {
    return switch (layer) {
      case KerasLayer.Dense dense ->
          (long) dense.weight().data().length + dense.bias().data().length;
      case KerasLayer.Embedding embedding -> embedding.table().data().length;
      case KerasLayer.LayerNormalization norm ->
          norm.gamma().map(values -> values.length).orElse(0)
              + (long) norm.beta().map(values -> values.length).orElse(0);
      case KerasLayer.Recurrent recurrent ->
          recurrent.parts().stream().mapToLong(KerasForeign::parameters).sum();
      case KerasLayer.Masking masking -> 0;
      case KerasLayer.Activation activation -> 0;
      case KerasLayer.Identity identity -> 0;
    };
  }

  /// Only a GRU with the reset after the product has recurrent biases in the file.
  private static long parameters(KerasLayer.Part part) {
    CellSpec spec = part.runner().spec();
    CellWeights weights = part.runner().weights().getFirst();
    boolean two = spec.kind() == CellKind.GRU && spec.reset() == Reset.AFTER_MATMUL;
    int biases = two ? weights.bias().length : weights.bias().length / 2;
    return (long) weights.input().length + weights.hidden().length + biases;
  }
}
