package dev.sluice.formats.onnx.stack;

import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.Bias;
import dev.sluice.core.nn.Merge;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.Reset;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.cell.CellKind;
import dev.sluice.formats.cell.CoreStack;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.OnnxFile;
import dev.sluice.formats.onnx.OnnxModelOptions;
import dev.sluice.formats.onnx.RecurrentNode;
import dev.sluice.formats.onnx.WeightCopies;
import dev.sluice.formats.onnx.loop.LoopFusion;
import dev.sluice.formats.onnx.run.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes stacks out of ONNX graphs: all recurrent nodes as one stack, or a single one by name.
///
/// Whatever lies on the way from x through the nodes to y must be what exporters put there to fit
/// shapes together; anything else is refused with its name.
public final class StackImport {
  private final OnnxFile file;
  private final Fold.Fused fused;
  private final OnnxModelOptions options;
  private final Wires wires;

  /// Reads the constants of a file, once for all stacks that are taken out.
  ///
  /// @throws FormatException if they cannot be computed
  StackImport(OnnxFile written, OnnxModelOptions options) {
    this.options = options;
    fused = Fold.fused(written);
    file = fused.fusion().file();
    wires = new Wires(file.graph(), fused.constants());
  }

  /// The file with its loops fused, and what became of them.
  LoopFusion fusion() {
    return fused.fusion();
  }

  /// That, and its constants.
  Fold.Fused fused() {
    return fused;
  }

  /// The whole graph as a stack.
  ///
  /// @throws FormatException if the graph computes anything else, or something that sluice-core
  ///   does not have
  public static RecurrentModel read(OnnxFile file, OnnxModelOptions options) {
    return new StackImport(file, options).whole();
  }

  /// One recurrent node as a stack of one layer, whatever the graph does around it.
  ///
  /// @param name of the node, or of one of its outputs
  /// @throws FormatException if there is no such node, its weights are no constants, or it computes
  ///   something that sluice-core does not have
  public static RecurrentModel node(OnnxFile file, OnnxModelOptions options, String name) {
    return new StackImport(file, options).node(name);
  }

  RecurrentModel node(String name) {
    for (RecurrentNode node : nodes(file)) {
      if (node.node().name().equals(name) || node.node().outputs().contains(name)) {
        List<CoreStack.Layer> layers = List.of(layer(node));
        wires.requireFreeLengths(node);
        float[] initial =
            new InitialStates(wires, InitialStates.Computed.CUT_OFF).of(List.of(node), layers);
        return CoreStack.freeze(stack(layers, Merge.CONCATENATE, initial, node));
      }
    }
    throw new FormatException(
        "the graph has no recurrent node \"" + name + "\"; it has " + names(nodes(file)));
  }

  /// The recurrent nodes of a graph, in order.
  public static List<RecurrentNode> nodes(OnnxFile file) {
    return file.graph().nodes().stream().map(RecurrentNode::of).flatMap(Optional::stream).toList();
  }

  private static String names(List<RecurrentNode> nodes) {
    return nodes.isEmpty()
        ? "none"
        : String.join(", ", nodes.stream().map(node -> node.node().toString()).toList());
  }

  /// The layer of a node whose weights are constants.
  CoreStack.Layer layer(RecurrentNode node) {
    return layer(node, new WeightCopies()); // one alone, which is not kept with others
  }

  private CoreStack.Layer layer(RecurrentNode node, WeightCopies copies) {
    int most = node.kind() == CellKind.LSTM ? 8 : 6;
    if (node.node().inputs().size() > most) {
      throw node.node().error("has more inputs than the " + most + " of its kind");
    }
    List<@Nullable NdArray> inputs = new ArrayList<>();
    for (int i = 0; i < node.node().inputs().size(); i++) {
      NdArray constant = wires.constant(node.node().input(i));
      boolean weight = i >= 1 && i <= 3 || i == 7;
      if (weight && constant == null && !node.node().input(i).isEmpty()) {
        throw node.node().error("its weights are no constants, so they cannot be taken out");
      }
      inputs.add(constant);
    }
    Reset reset =
        options.reset() == OnnxModelOptions.GivenReset.AFTER_MATMUL
            ? Reset.AFTER_MATMUL
            : node.reset();
    copies.add(node.node(), inputs);
    RecurrentNode.Weighed weighed = node.weigh(inputs, reset);
    return new CoreStack.Layer(weighed.spec(), weighed.weights());
  }

  private Recurrent stack(
      List<CoreStack.Layer> layers, Merge merge, float[] initialState, RecurrentNode first) {
    return CoreStack.of(layers, merge, initialState, biasHint())
        .orElseThrow(() ->
            first
                .node()
                .error(
                    "no stack here computes this: "
                        + layers.getFirst().spec()
                        + "; it still runs as a graph"));
  }

  RecurrentModel whole() {
    List<RecurrentNode> nodes = nodes(file);
    if (nodes.isEmpty()) {
      throw new FormatException("the graph has no recurrent node; it has nothing to take out");
    }
    List<CoreStack.Layer> layers = new ArrayList<>();
    List<Merge> merges = new ArrayList<>();
    WeightCopies copies = new WeightCopies();
    for (int i = 0; i < nodes.size(); i++) {
      RecurrentNode node = nodes.get(i);
      layers.add(layer(node, copies));
      if (node.layout() != nodes.getFirst().layout()) {
        throw node.node().error("has another layout than the first recurrent node");
      }
      if (i == 0) {
        wires.requireInput(node);
      } else {
        merges.add(wires.merge(nodes.get(i - 1), node.node().input(0)));
      }
    }
    if (file.graph().outputs().isEmpty()) {
      throw new FormatException("the graph has no output");
    }
    wires.requireSameLengths(nodes);
    RecurrentNode last = nodes.getLast();
    merges.add(wires.outputMerge(last, file.graph().outputs().getFirst().name()));
    if (merges.stream().distinct().count() > 1) {
      throw last.node().error("the layers before it merge their directions otherwise than it does");
    }
    float[] initial = new InitialStates(wires, InitialStates.Computed.REFUSED).of(nodes, layers);
    return CoreStack.freeze(stack(layers, merges.getFirst(), initial, nodes.getFirst()));
  }

  /// Which biases a stack of ours had, of which some may be zero.
  private Bias biasHint() {
    String hint = file.metadata().getOrDefault(StackExport.BIAS, "");
    for (Bias bias : Bias.values()) {
      if (bias.name().equals(hint)) {
        return bias;
      }
    }
    return Bias.NONE;
  }
}
