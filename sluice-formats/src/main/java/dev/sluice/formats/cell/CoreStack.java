package dev.sluice.formats.cell;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.Activation;
import dev.sluice.core.nn.Bias;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.InitialState;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Merge;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.Reset;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Layers of files as stacks of sluice-core: exact, or not at all.
///
/// ```
/// in the file                     here
/// GRU  z, r, n, z weighs old      z, r, n, z weighs new: W_z, R_z, b_z negated, 1 − σ(a) = σ(−a)
/// LSTM i, o, f, c                 i, f, c, o
/// ```
///
/// Recurrent biases that are all zero in the file are left out here, unless they are asked for: the
/// sums have the same bits.
public final class CoreStack {
  private CoreStack() {}

  /// Where block `k` of sluice-core stands in a file.
  static int[] order(CellKind kind) {
    return switch (kind) {
      case RNN -> new int[] {0};
      case GRU -> new int[] {0, 1, 2};
      case LSTM -> new int[] {0, 2, 3, 1};
    };
  }

  /// A frozen stack that computes what these layers compute, if sluice-core can: directions side by
  /// side, from zero states.
  ///
  /// @param layers the first layer's first; each with its weights by direction
  public static Optional<Recurrent> of(List<Layer> layers) {
    return of(layers, Merge.CONCATENATE, new float[0], Bias.NONE);
  }

  /// A frozen stack that computes what these layers compute, if sluice-core can.
  ///
  /// @param initialState the learned state `[S]`, or empty for zeros
  /// @param atLeast biases to have even where they are zero
  public static Optional<Recurrent> of(
      List<Layer> layers, Merge merge, float[] initialState, Bias atLeast) {
    Bias needed = bias(layers);
    boolean gru = layers.getFirst().spec().kind() == CellKind.GRU;
    boolean fits = gru || atLeast != Bias.INPUT_AND_CANDIDATE;
    Bias bias = fits && atLeast.compareTo(needed) > 0 ? atLeast : needed;
    return spec(layers, merge, bias)
        .map(spec -> {
          Map<String, Tensor> tensors = parameters(layers, bias);
          RecurrentSpec<?> whole = spec;
          if (initialState.length > 0) {
            whole = spec.initialState(InitialState.LEARNED);
            Shape shape = Shape.of(initialState.length);
            tensors.put("initial_state", Tensor.of(shape, initialState));
          }
          Parameters loaded = Parameters.loaded(tensors);
          Recurrent.create(whole, loaded.root());
          return Recurrent.create(whole, loaded.complete().freeze().root());
        });
  }

  /// A stack that was read as a model.
  ///
  /// @throws FormatException if a weight is NaN or infinite, naming it
  public static RecurrentModel freeze(Recurrent stack) {
    try {
      return RecurrentModel.freeze(stack);
    } catch (ModelException e) {
      throw new FormatException(String.valueOf(e.getMessage()), e);
    }
  }

  /// A layer and its weights by direction.
  public record Layer(CellSpec spec, List<CellWeights> weights) {}

  /// What sluice-core calls these layers, if it computes them.
  private static Optional<RecurrentSpec<?>> spec(List<Layer> layers, Merge merge, Bias bias) {
    CellSpec first = layers.getFirst().spec();
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      CellSpec cell = layer.spec();
      int merged = merge == Merge.SUM ? 1 : first.directions();
      int inputs = i == 0 ? first.inputs() : first.hidden() * merged;
      boolean alike =
          cell.kind() == first.kind()
              && cell.hidden() == first.hidden()
              && cell.inputs() == inputs
              && cell.direction() == first.direction()
              && cell.reset() == first.reset()
              && cell.activations().equals(first.activations());
      boolean plain =
          cell.clip() == Float.POSITIVE_INFINITY
              && cell.forget() == CellSpec.Forget.OWN
              && cell.activations().stream().distinct().count() == 1
              && layer.weights().stream().allMatch(w -> w.peepholes().length == 0);
      if (!alike || !plain) {
        return Optional.empty();
      }
    }
    return kind(first, bias)
        .map(spec -> spec.layers(layers.size()).direction(first.direction()).merge(merge));
  }

  private static Optional<RecurrentSpec<?>> kind(CellSpec cell, Bias bias) {
    List<Optional<Activation>> found =
        cell.activations().getFirst().stream().map(CellActivation::core).toList();
    if (found.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    List<Activation> activations = found.stream().map(Optional::orElseThrow).toList();
    return switch (cell.kind()) {
      case GRU -> {
        Activation gate = activations.get(0);
        boolean mirrored = gate == Activation.SIGMOID || gate == Activation.HARD_SIGMOID;
        yield mirrored
            ? Optional.of(
                GruSpec.of(cell.inputs(), cell.hidden())
                    .reset(cell.reset())
                    .bias(bias)
                    .activations(gate, activations.get(1)))
            : Optional.empty(); // 1 − f(a) = f(−a) holds for these two only
      }
      case LSTM ->
          activations.equals(List.of(Activation.SIGMOID, Activation.TANH, Activation.TANH))
              ? Optional.of(LstmSpec.of(cell.inputs(), cell.hidden()).bias(bias))
              : Optional.empty();
      case RNN ->
          activations.getFirst() == Activation.TANH || activations.getFirst() == Activation.RELU
              ? Optional.of(
                  RnnSpec.of(cell.inputs(), cell.hidden())
                      .activation(activations.getFirst())
                      .bias(bias))
              : Optional.empty();
    };
  }

  /// The smallest set of biases that holds those of all layers.
  private static Bias bias(List<Layer> layers) {
    Bias most = Bias.NONE;
    for (Layer layer : layers) {
      int rows = layer.spec().kind().gates() * layer.spec().hidden();
      boolean after =
          layer.spec().kind() == CellKind.GRU && layer.spec().reset() == Reset.AFTER_MATMUL;
      for (CellWeights weights : layer.weights()) {
        Bias own =
            isZero(weights.bias(), rows, 2 * rows)
                ? (weights.bias().length == 0 ? Bias.NONE : Bias.INPUT)
                : after && isZero(weights.bias(), rows, rows + 2 * layer.spec().hidden())
                    ? Bias.INPUT_AND_CANDIDATE
                    : Bias.DOUBLE;
        most = own.compareTo(most) > 0 ? own : most;
      }
    }
    return most;
  }

  private static boolean isZero(float[] values, int from, int to) {
    for (int i = from; i < to && i < values.length; i++) {
      if (values[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, Tensor> parameters(List<Layer> layers, Bias bias) {
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      CellSpec cell = layers.get(i).spec();
      int units = cell.kind().gates() * cell.hidden();
      List<Direction> parts = cell.direction().parts();
      for (int d = 0; d < parts.size(); d++) {
        CellWeights weights = layers.get(i).weights().get(d).checked(cell);
        String place = "l" + i + (parts.get(d) == Direction.FORWARD ? "" : "_reverse") + ".";
        parameters.put(
            place + "input",
            Tensor.of(
                Shape.of(units, cell.inputs()), turned(cell, weights.input(), 0, cell.inputs())));
        parameters.put(
            place + "hidden",
            Tensor.of(
                Shape.of(units, cell.hidden()), turned(cell, weights.hidden(), 0, cell.hidden())));
        if (bias != Bias.NONE) {
          float[] values = biases(cell, weights, bias);
          parameters.put(place + "bias", Tensor.of(Shape.of(values.length), values));
        }
      }
    }
    return parameters;
  }

  private static float[] biases(CellSpec cell, CellWeights weights, Bias bias) {
    int h = cell.hidden();
    int rows = cell.kind().gates() * h;
    float[] all = weights.bias().length == 0 ? new float[2 * rows] : weights.bias();
    int length =
        switch (bias) {
          case NONE -> 0;
          case INPUT -> rows;
          case INPUT_AND_CANDIDATE -> rows + h;
          case DOUBLE -> 2 * rows;
        };
    float[] out = new float[length];
    System.arraycopy(turned(cell, all, 0, 1), 0, out, 0, rows);
    float[] recurrent = turned(cell, all, rows, 1);
    if (bias == Bias.DOUBLE) {
      System.arraycopy(recurrent, 0, out, rows, rows);
    } else if (bias == Bias.INPUT_AND_CANDIDATE) {
      System.arraycopy(recurrent, 2 * h, out, rows, h);
    }
    return out;
  }

  /// Blocks of `H·columns` values in sluice-core's order and polarity; its own inverse but for the
  /// LSTM's order.
  private static float[] turned(CellSpec cell, float[] values, int from, int columns) {
    int block = cell.hidden() * columns;
    int[] order = order(cell.kind());
    float[] out = new float[order.length * block];
    for (int k = 0; k < order.length; k++) {
      System.arraycopy(values, from + order[k] * block, out, k * block, block);
    }
    if (cell.kind() == CellKind.GRU) {
      for (int i = 0; i < block; i++) {
        out[i] = -out[i];
      }
    }
    return out;
  }
}
