package dev.sluice.formats.tensorflow;

import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.Reset;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.cell.CellKind;
import dev.sluice.formats.cell.CellSpec;
import dev.sluice.formats.cell.CellWeights;
import dev.sluice.formats.cell.CoreStack;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// `tf.nn.rnn_cell.GRUCell` in a frozen graph, found by the names of its constants.
///
/// ```
/// NAME/gates/kernel      [I+H,2H]  columns r, u; rows x, then h       (older: NAME/gates/weights)
/// NAME/gates/bias        [2H]
/// NAME/candidate/kernel  [I+H,H]   the reset acts before it           candidate: tanh, others refused
/// NAME/candidate/bias    [H]                                          u weighs the old state
/// ```
public final class GruCells {
  private static final List<String> KERNELS = List.of("/gates/kernel", "/gates/weights");

  /// Ops between a bias and the activation of the sum that it is added to.
  private static final Set<String> CARRYING =
      Set.of("Identity", "Enter", "BiasAdd", "Add", "AddV2");

  private GruCells() {}

  /// The names of the cells: what stands before `/gates/kernel`.
  public static List<String> names(FrozenGraph graph) {
    return graph.constants().keySet().stream()
        .flatMap(name ->
            KERNELS.stream()
                .filter(name::endsWith)
                .map(end -> name.substring(0, name.length() - end.length())))
        .distinct()
        .toList();
  }

  /// A cell as a stack of one layer.
  ///
  /// @throws FormatException if a constant is missing or has another shape
  public static RecurrentModel read(FrozenGraph graph, String name) {
    CoreStack.Layer layer = layer(graph, name);
    return CoreStack.freeze(CoreStack.of(List.of(layer)).orElseThrow());
  }

  static CoreStack.Layer layer(FrozenGraph graph, String name) {
    Tensor gates = kernel(graph, name, "gates");
    Tensor candidate = kernel(graph, name, "candidate");
    int rows = gates.shape().rank() == 2 ? gates.shape().dim(0) : 0;
    int h = candidate.shape().rank() == 2 ? candidate.shape().dim(1) : 0;
    if (h == 0
        || rows <= h
        || !Arrays.equals(gates.shape().dims(), new int[] {rows, 2 * h})
        || !Arrays.equals(candidate.shape().dims(), new int[] {rows, h})) {
      throw graph.error(
          "\"%s\" has gates %s and candidate %s, expected [I+H,2H] and [I+H,H]"
              .formatted(name, gates.shape(), candidate.shape()));
    }
    int inputs = rows - h;
    Tensor gatesBias = bias(graph, name, "gates", 2 * h);
    Tensor candidateBias = bias(graph, name, "candidate", h);
    float[] input = new float[3 * h * inputs];
    float[] hidden = new float[3 * h * h];
    float[] both = new float[6 * h];
    for (int j = 0; j < h; j++) {
      column(gates, h + j, inputs, input, hidden, j, h);
      column(gates, j, inputs, input, hidden, h + j, h);
      column(candidate, j, inputs, input, hidden, 2 * h + j, h);
      both[j] = gatesBias.data()[h + j];
      both[h + j] = gatesBias.data()[j];
      both[2 * h + j] = candidateBias.data()[j];
    }
    CellSpec spec = CellSpec.plain(CellKind.GRU, inputs, h, Direction.FORWARD, Reset.BEFORE_MATMUL);
    return new CoreStack.Layer(spec, List.of(new CellWeights(input, hidden, both, new float[0])));
  }

  /// One column of a kernel as row `row` of both weights.
  private static void column(
      Tensor kernel, int column, int inputs, float[] input, float[] hidden, int row, int h) {
    int width = kernel.shape().dim(1);
    for (int i = 0; i < inputs; i++) {
      input[row * inputs + i] = kernel.data()[i * width + column];
    }
    for (int i = 0; i < h; i++) {
      hidden[row * h + i] = kernel.data()[(inputs + i) * width + column];
    }
  }

  private static Tensor kernel(FrozenGraph graph, String name, String part) {
    String older = name + "/" + part + "/weights";
    return graph.constants().containsKey(older)
        ? graph.constant(older)
        : graph.constant(name + "/" + part + "/kernel");
  }

  private static Tensor bias(FrozenGraph graph, String name, String part, int size) {
    String place = name + "/" + part + "/";
    String older = place + "biases";
    String constant = graph.constants().containsKey(older) ? older : place + "bias";
    Tensor found = graph.constant(constant);
    if (!Arrays.equals(found.shape().dims(), new int[] {size})) {
      throw graph.error(constant + " has shape " + found.shape() + ", expected [" + size + "]");
    }
    requireActivation(graph, constant, part.equals("gates") ? "Sigmoid" : "Tanh");
    return found;
  }

  /// How many uses of a bias are followed, for all cells of a file may share them: a cell in a loop
  /// has about four, one written out step by step (`static_rnn`) two for each step.
  private static final int MOST_USES = 2 * 1024;

  /// What takes the sum that a bias is added to.
  private static void requireActivation(FrozenGraph graph, String bias, String expected) {
    Set<String> seen = new HashSet<>(Set.of(bias));
    Deque<String> carrying = new ArrayDeque<>(seen);
    Set<String> found = new TreeSet<>();
    int uses = 0;
    while (!carrying.isEmpty()) {
      for (FrozenGraph.GraphNode node : graph.consumers(carrying.remove())) {
        if (++uses > MOST_USES) {
          throw graph.error(bias + " is carried on and on; GRUCell adds it, and splits the sum");
        }
        if (!CARRYING.contains(node.op())) {
          found.add(node.op());
        } else if (seen.add(node.name())) {
          carrying.add(node.name());
        }
      }
    }
    if (!found.equals(Set.of(expected))) {
      throw graph.error(
          "%s goes into %s, not into %s; only GRUCell's usual activations are read"
              .formatted(bias, found.isEmpty() ? "nothing" : found, expected));
    }
  }
}
