package dev.sluice.formats.tensorflow;

import dev.sluice.core.model.RecurrentModel;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.cell.CoreStack;
import dev.sluice.formats.explain.Explanation;
import dev.sluice.formats.explain.ForeignModel;
import java.util.List;
import java.util.stream.Collectors;

/// A frozen graph as a source of stacks.
public final class TensorFlowForeign implements ForeignModel {
  private final FrozenGraph graph;

  /// A frozen graph.
  public TensorFlowForeign(FrozenGraph graph) {
    this.graph = graph;
  }

  @Override
  public RecurrentModel stack() {
    List<String> names = GruCells.names(graph);
    throw new FormatException(
        "a frozen graph is taken cell by cell; its GRU cells are "
            + names
            + "; take one alone (--node NAME)");
  }

  @Override
  public RecurrentModel stack(String part) {
    if (!GruCells.names(graph).contains(part)) {
      throw new FormatException(
          "the graph has no GRU cell \"%s\"; it has %s".formatted(part, GruCells.names(graph)));
    }
    return GruCells.read(graph, part);
  }

  @Override
  public Explanation explain() {
    List<Explanation.Part> parts =
        GruCells.names(graph).stream()
            .map(name -> {
              CoreStack.Layer layer = GruCells.layer(graph, name);
              return Explanation.Part.of(
                  name,
                  layer.spec(),
                  layer.weights(),
                  "gates r, u in the file; u weighs the old state there");
            })
            .toList();
    long parameters =
        graph.constants().values().stream().mapToLong(tensor -> tensor.data().length).sum();
    String all =
        graph.constants().entrySet().stream()
            .map(each -> each.getKey() + each.getValue().shape())
            .collect(Collectors.joining(", "));
    return new Explanation(
        "a frozen graph of TensorFlow 1", parameters, parts, List.of("float constants: " + all));
  }
}
