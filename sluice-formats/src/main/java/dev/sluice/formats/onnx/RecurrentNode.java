package dev.sluice.formats.onnx;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.Reset;
import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.cell.CellActivation;
import dev.sluice.formats.cell.CellKind;
import dev.sluice.formats.cell.CellSpec;
import dev.sluice.formats.cell.CellWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The operators `GRU`, `LSTM` and `RNN` (opset 7 to 22): their attributes and weights as a layer.
///
/// ```
/// X [T,B,I]  W [D,G·H,I]  R [D,G·H,H]  B [D,2·G·H]  sequence_lens [B]
/// initial_h [D,B,H]  initial_c [D,B,H]  P [D,3·H]      Y [T,D,B,H]  Y_h [D,B,H]  Y_c [D,B,H]
/// layout 1: X [B,T,I]  initial_h [B,D,H]                Y [B,T,D,H]  Y_h [B,D,H]
/// ```
public final class RecurrentNode {
  /// Where the batch stands.
  public enum Layout {
    /// `[T,B,I]`.
    TIME_MAJOR,
    /// `[B,T,I]`.
    BATCH_MAJOR
  }

  private static final String[] INPUTS = {
    "X", "W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P"
  };

  private final Node node;
  private final CellKind kind;

  private RecurrentNode(Node node, CellKind kind) {
    this.node = node;
    this.kind = kind;
  }

  /// The node as a recurrent one, if it is.
  public static Optional<RecurrentNode> of(Node node) {
    if (!node.domain().isEmpty()) {
      return Optional.empty();
    }
    return switch (node.type()) {
      case "GRU" -> Optional.of(new RecurrentNode(node, CellKind.GRU));
      case "LSTM" -> Optional.of(new RecurrentNode(node, CellKind.LSTM));
      case "RNN" -> Optional.of(new RecurrentNode(node, CellKind.RNN));
      default -> Optional.empty();
    };
  }

  /// The node.
  public Node node() {
    return node;
  }

  /// The cell.
  public CellKind kind() {
    return kind;
  }

  /// Where the batch stands.
  public Layout layout() {
    return switch ((int) choice("layout", 0)) {
      case 0 -> Layout.TIME_MAJOR;
      case 1 -> Layout.BATCH_MAJOR;
      default -> throw node.error("layout is " + node.integer("layout", 0) + ", neither 0 nor 1");
    };
  }

  /// The node's own word on where the reset gate acts.
  public Reset reset() {
    return switch ((int) choice("linear_before_reset", 0)) {
      case 0 -> Reset.BEFORE_MATMUL;
      default -> Reset.AFTER_MATMUL;
    };
  }

  private long choice(String attribute, long otherwise) {
    long value = node.integer(attribute, otherwise);
    if (value < 0 || value > 1) {
      throw node.error(attribute + " is " + value + ", neither 0 nor 1");
    }
    return value;
  }

  /// The layer that these weights make.
  ///
  /// @param inputs the node's inputs in order, null where absent
  /// @param reset where the reset gate acts, the node's own word or another
  /// @throws FormatException if a shape, attribute or activation is wrong
  public Weighed weigh(List<@Nullable NdArray> inputs, Reset reset) {
    NdArray.Floats w = floats(inputs, 1);
    NdArray.Floats r = floats(inputs, 2);
    Direction direction = direction();
    int directions = direction.parts().size();
    if (r.shape().rank() != 3 || w.shape().rank() != 3) {
      throw node.error("W is " + w + " and R " + r + ", both have rank 3");
    }
    int hidden = r.shape().dim(2);
    int features = w.shape().dim(2);
    int rows = kind.gates() * hidden;
    if (hidden == 0 || features == 0 || hidden > Integer.MAX_VALUE / 8) {
      throw node.error("W is " + w + " and R " + r + ", of which no extent is 0");
    }
    require("W", w, Shape.of(directions, rows, features));
    require("R", r, Shape.of(directions, rows, hidden));
    long declared = node.integer("hidden_size", hidden);
    if (declared != hidden) {
      throw node.error("hidden_size is " + declared + ", R " + r + " has " + hidden);
    }
    NdArray.@Nullable Floats b = optional(inputs, 3);
    if (b != null) {
      require("B", b, Shape.of(directions, 2 * rows));
    }
    NdArray.@Nullable Floats p = kind == CellKind.LSTM ? optional(inputs, 7) : null;
    if (p != null) {
      require("P", p, Shape.of(directions, 3 * hidden));
    }
    CellSpec spec =
        new CellSpec(
            kind,
            features,
            hidden,
            direction,
            reset,
            activations(directions),
            clip(),
            choice("input_forget", 0) == 1 ? CellSpec.Forget.COUPLED : CellSpec.Forget.OWN);
    List<CellWeights> weights = new ArrayList<>();
    for (int d = 0; d < directions; d++) {
      weights.add(
          new CellWeights(
              slice(w, d, rows * features),
              slice(r, d, rows * hidden),
              b == null ? new float[0] : slice(b, d, 2 * rows),
              p == null ? new float[0] : slice(p, d, 3 * hidden)));
    }
    return new Weighed(spec, weights);
  }

  /// A layer and its weights by direction.
  public record Weighed(CellSpec spec, List<CellWeights> weights) {}

  private static float[] slice(NdArray.Floats values, int d, int size) {
    float[] out = new float[size];
    System.arraycopy(values.data(), d * size, out, 0, size);
    return out;
  }

  private NdArray.Floats floats(List<@Nullable NdArray> inputs, int i) {
    NdArray.Floats found = optional(inputs, i);
    if (found == null) {
      throw node.error("its input " + INPUTS[i] + " is missing");
    }
    return found;
  }

  private NdArray.@Nullable Floats optional(List<@Nullable NdArray> inputs, int i) {
    NdArray found = i < inputs.size() ? inputs.get(i) : null;
    if (found == null || found instanceof NdArray.Floats) {
      return (NdArray.Floats) found;
    }
    throw node.error("its input " + INPUTS[i] + " is " + found + ", not of floats");
  }

  private void require(String name, NdArray found, Shape expected) {
    if (!found.shape().equals(expected)) {
      throw node.error(
          name
              + " has shape "
              + found.shape()
              + ", expected "
              + expected
              + "; the file is damaged");
    }
  }

  private Direction direction() {
    String text = node.text("direction", "forward");
    return switch (text) {
      case "forward" -> Direction.FORWARD;
      case "reverse" -> Direction.BACKWARD;
      case "bidirectional" -> Direction.BOTH;
      default ->
          throw node.error(
              "direction is \"" + text + "\"; it is forward, reverse or bidirectional");
    };
  }

  private float clip() {
    float clip = node.real("clip", Float.POSITIVE_INFINITY);
    if (!(clip > 0)) {
      throw node.error("clip is " + clip + "; it is above 0");
    }
    return clip;
  }

  private List<List<CellActivation>> activations(int directions) {
    int count = kind.activations() * directions;
    List<String> names = node.texts("activations").orElse(List.of());
    float[] alphas = node.reals("activation_alpha").orElse(new float[0]);
    float[] betas = node.reals("activation_beta").orElse(new float[0]);
    if (names.isEmpty()) {
      CellSpec plain = CellSpec.plain(kind, 1, 1, direction(), Reset.BEFORE_MATMUL);
      return plain.activations();
    }
    if (names.size() != count) {
      throw node.error(
          names.size()
              + " activations for a "
              + kind
              + " of "
              + directions
              + " directions, which has "
              + count);
    }
    List<CellActivation> all = new ArrayList<>();
    int alpha = 0;
    int beta = 0;
    for (String name : names) {
      CellActivation.Function function =
          CellActivation.Function.of(name)
              .orElseThrow(
                  () -> node.error("activation \"" + name + "\" is none of ONNX's recurrent ones"));
      CellActivation standard = function.standard();
      boolean ownAlpha = function.numbers() > 0 && alpha < alphas.length;
      boolean ownBeta = function.numbers() > 1 && beta < betas.length;
      all.add(
          new CellActivation(
              function,
              ownAlpha ? alphas[alpha++] : standard.alpha(),
              ownBeta ? betas[beta++] : standard.beta()));
    }
    List<List<CellActivation>> sets = new ArrayList<>();
    for (int d = 0; d < directions; d++) {
      sets.add(List.copyOf(all.subList(d * kind.activations(), (d + 1) * kind.activations())));
    }
    return sets;
  }
}
