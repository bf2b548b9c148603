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
  private final StateDict dict;

  /// A state dict.
  public TorchForeign(StateDict dict) {
    this.dict = dict;
  }

  @Override
  public RecurrentModel stack() {
    List<String> modules = dict.recurrentModules();
    if (modules.size() != 1) {
      throw new FormatException(
          "the state dict has "
              + modules.size()
              + " recurrent modules, "
              + modules
              + "; name the one to take");
    }
    return dict.recurrent(modules.getFirst());
  }

  @Override
  public RecurrentModel stack(String part) {
    return dict.recurrent(part);
  }

  @Override
  public Explanation explain() {
    List<Explanation.Part> parts = new ArrayList<>();
    for (String module : dict.recurrentModules()) {
      List<CoreStack.Layer> layers = CoreLayers.of(dict.recurrent(module).stack());
      for (int i = 0; i < layers.size(); i++) {
        String name = (module.isEmpty() ? "" : module + ".") + "l" + i;
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
    return new Explanation(
        "a state dict of PyTorch", parameters, parts, List.of("tensors: " + all));
  }
}
