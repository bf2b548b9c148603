package dev.sluice.formats.torch;

import dev.sluice.core.model.RecurrentModel;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.cell.CoreLayers;
import dev.sluice.formats.cell.CoreStack;
import dev.sluice.formats.explain.Explanation;
import dev.sluice.formats.explain.ForeignModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A state dict as a source of stacks; its parts are whole modules.
public final class TorchForeign implements ForeignModel {
  private static final String NONE =
      "no recurrent module was found; one is told by the names of torch, weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0 behind its own; rename the arrays";

  private final StateDict dict;

  /// A state dict.
  public TorchForeign(StateDict dict) {
    this.dict = dict;
  }

  @Override
  public RecurrentModel stack() {
    List<String> modules = dict.recurrentModules();
    if (modules.isEmpty()) {
      throw new FormatException(dict.source() + ": " + NONE);
    }
    if (modules.size() > 1) {
      throw new FormatException(
          dict.source()
              + (" has " + modules.size() + " recurrent modules, " + modules)
              + "; take one alone (--node NAME)");
    }
    return dict.recurrent(modules.getFirst());
  }

  @Override
  public RecurrentModel stack(String part) {
    if (!dict.recurrentModules().contains(part)) {
      throw new FormatException(
          "%s has no recurrent module \"%s\"; it has %s"
              .formatted(dict.source(), part, dict.recurrentModules()));
    }
    return dict.recurrent(part);
  }

  @Override
  public Explanation explain() {
    List<Explanation.Part> parts = new ArrayList<>();
    for (String module : dict.recurrentModules()) {
      List<CoreStack.Layer> layers = CoreLayers.of(dict.recurrent(module).stack());
      for (int i = 0; i < layers.size(); i++) {
        String whole = module.isEmpty() ? "all" : module;
        String name = layers.size() == 1 ? whole : whole + ", layer " + i;
        CoreStack.Layer layer = layers.get(i);
        parts.add(
            Explanation.Part.of(
                name,
                layer.spec(),
                layer.weights(),
                switch (layer.spec().kind()) {
                  case GRU -> "gates r, z, n in the file; z weighs the old state there";
                  case LSTM -> "gates i, f, g, o in the file";
                  case RNN -> "one block; the file does not say whether tanh or relu";
                }));
      }
    }
    long parameters =
        dict.tensors().values().stream().mapToLong(tensor -> tensor.data().length).sum();
    String all =
        dict.tensors().entrySet().stream()
            .map(each -> each.getKey() + each.getValue().shape())
            .collect(Collectors.joining(", "));
    List<String> notes = new ArrayList<>(List.of("tensors: " + all));
    if (parts.isEmpty()) {
      notes.add(NONE);
    }
    return new Explanation("a state dict of PyTorch", parameters, parts, notes);
  }
}
