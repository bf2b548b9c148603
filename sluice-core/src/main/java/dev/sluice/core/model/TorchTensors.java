package dev.sluice.core.model;

import dev.sluice.core.nn.Activation;
import dev.sluice.core.nn.Bias;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.InitialState;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Merge;
import dev.sluice.core.nn.Norm;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.Reset;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.nn.Topology;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The names, order and polarity in which a recurrent stack's tensors stand in a file.
///
/// Where `torch.nn.GRU`, `LSTM` or `RNN` computes the same, the tensors are theirs and open there
/// as they are:
///
/// ```
/// here                       in the file
/// l0.input  [3H,I]  z,r,n    weight_ih_l0  [3H,I]  r,−z,n      torch's z weighs the old state:
/// l0.hidden [3H,H]  z,r,n    weight_hh_l0  [3H,H]  r,−z,n      1 − σ(a) = σ(−a), exact
/// l0.bias   [6H]             bias_ih_l0, bias_hh_l0  [3H]
/// l0_reverse.input           weight_ih_l0_reverse              LSTM: i,f,g,o in both; RNN: one block
/// ```
///
/// Any other variant keeps the names it has here, behind the name of the variant
/// (`gru_reset_before.l0.input`), so that loading it into torch fails instead of computing
/// something else.
///
/// The tensors of other layers pass through unchanged, so a network with several stacks converts
/// one after the other.
public final class TorchTensors {
  private TorchTensors() {}

  private enum Way {
    TO_FILE,
    FROM_FILE
  }

  /// What torch's module of the same name does not compute: `gru_reset_before`, `lstm_zoneout`, …
  ///
  /// @return empty where torch computes the same
  public static Optional<String> variant(RecurrentSpec<?> spec) {
    return switch (spec) {
      case GruSpec gru ->
          ownVariant(gru).or(() -> commonVariant(gru, gru.bias())).map("gru_"::concat);
      case LstmSpec lstm -> commonVariant(lstm, lstm.bias()).map("lstm_"::concat);
      case RnnSpec rnn -> commonVariant(rnn, rnn.bias()).map("rnn_"::concat);
    };
  }

  private static Optional<String> ownVariant(GruSpec spec) {
    if (spec.reset() == Reset.BEFORE_MATMUL) {
      return Optional.of("reset_before");
    }
    if (spec.gate() != Activation.SIGMOID || spec.candidate() != Activation.TANH) {
      return Optional.of("activations");
    }
    return spec.norm() == Norm.LAYER ? Optional.of("layer_norm") : Optional.empty();
  }

  private static Optional<String> commonVariant(RecurrentSpec<?> spec, Bias bias) {
    Topology topology = spec.topology();
    if (spec.noise().zoneout() > 0) {
      return Optional.of("zoneout");
    }
    if (topology.initialState() == InitialState.LEARNED) {
      return Optional.of("learned_state");
    }
    if (topology.direction() == Direction.BACKWARD) {
      return Optional.of("backward");
    }
    if (topology.direction() == Direction.BOTH && topology.merge() != Merge.CONCATENATE) {
      return Optional.of("sum");
    }
    return switch (bias) {
      case INPUT -> Optional.of("one_bias");
      case INPUT_AND_CANDIDATE -> Optional.of("candidate_bias");
      case NONE, DOUBLE -> Optional.empty();
    };
  }

  /// From parameters to the tensors of a file.
  ///
  /// @param place the scope of the stack, such as `encoder`; empty for the outermost
  /// @param parameters by name, those of the stack among them
  public static Map<String, Tensor> toFile(
      RecurrentSpec<?> spec, String place, Map<String, Tensor> parameters) {
    return convert(spec, place, parameters, Way.TO_FILE);
  }

  /// From the tensors of a file to parameters: the inverse of [#toFile].
  ///
  /// @throws IllegalArgumentException if a tensor is missing or has another shape
  public static Map<String, Tensor> fromFile(
      RecurrentSpec<?> spec, String place, Map<String, Tensor> tensors) {
    return convert(spec, place, tensors, Way.FROM_FILE);
  }

  private static Map<String, Tensor> convert(
      RecurrentSpec<?> spec, String place, Map<String, Tensor> from, Way way) {
    String prefix = place.isEmpty() ? "" : place + ".";
    Optional<String> variant = variant(spec);
    return variant.isPresent()
        ? rename(spec, prefix, prefix + variant.get() + ".", from, way)
        : convertAll(spec, prefix, from, way);
  }

  private static Map<String, Tensor> rename(
      RecurrentSpec<?> spec, String here, String file, Map<String, Tensor> from, Way way) {
    String old = way == Way.TO_FILE ? here : file;
    String fresh = way == Way.TO_FILE ? file : here;
    Map<String, Tensor> to = new LinkedHashMap<>();
    from.forEach((name, tensor) -> {
      boolean own = name.startsWith(old) && isOfStack(spec, name.substring(old.length()));
      to.put(own ? fresh + name.substring(old.length()) : name, tensor);
    });
    return to;
  }

  private static boolean isOfStack(RecurrentSpec<?> spec, String name) {
    return name.equals("initial_state")
        || parts(spec).stream().anyMatch(part -> name.startsWith(part + "."));
  }

  /// The layers and directions: `l0`, `l0_reverse`, `l1`, …
  private static List<String> parts(RecurrentSpec<?> spec) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < spec.topology().layers(); i++) {
      for (Direction direction : spec.topology().direction().parts()) {
        parts.add("l" + i + (direction == Direction.FORWARD ? "" : "_reverse"));
      }
    }
    return parts;
  }

  private static Map<String, Tensor> convertAll(
      RecurrentSpec<?> spec, String prefix, Map<String, Tensor> from, Way way) {
    Map<String, Tensor> to = new LinkedHashMap<>(from);
    Bias bias =
        switch (spec) {
          case GruSpec gru -> gru.bias();
          case LstmSpec lstm -> lstm.bias();
          case RnnSpec rnn -> rnn.bias();
        };
    for (String part : parts(spec)) {
      String here = prefix + part;
      for (String kind : List.of("input", "hidden")) {
        String file = prefix + (kind.equals("input") ? "weight_ih_" : "weight_hh_") + part;
        String old = way == Way.TO_FILE ? here + "." + kind : file;
        Tensor tensor = take(to, old, from);
        to.put(way == Way.TO_FILE ? file : here + "." + kind, blocks(spec, old, tensor, way));
      }
      if (bias == Bias.DOUBLE) {
        convertBias(
            spec,
            List.of(here + ".bias", prefix + "bias_ih_" + part, prefix + "bias_hh_" + part),
            to,
            way);
      }
    }
    return to;
  }

  /// @param names here, and both in the file
  private static void convertBias(
      RecurrentSpec<?> spec, List<String> names, Map<String, Tensor> to, Way way) {
    int half = gates(spec) * spec.hiddenSize();
    if (way == Way.TO_FILE) {
      float[] both = take(to, names.get(0), to).data();
      for (int i = 0; i < 2; i++) {
        Tensor part = Tensor.of(Shape.of(half), Arrays.copyOfRange(both, i * half, (i + 1) * half));
        to.put(names.get(i + 1), blocks(spec, names.get(0), part, way));
      }
    } else {
      float[] both = new float[2 * half];
      for (int i = 0; i < 2; i++) {
        String name = names.get(i + 1);
        Tensor part = blocks(spec, name, take(to, name, to), way);
        System.arraycopy(part.data(), 0, both, i * half, half);
      }
      to.put(names.get(0), Tensor.of(Shape.of(2 * half), both));
    }
  }

  private static Tensor take(Map<String, Tensor> all, String name, Map<String, Tensor> given) {
    Tensor tensor = all.remove(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "tensor " + name + " is missing; there are " + given.keySet());
    }
    return tensor;
  }

  private static int gates(RecurrentSpec<?> spec) {
    return switch (spec) {
      case GruSpec gru -> 3;
      case LstmSpec lstm -> 4;
      case RnnSpec rnn -> 1;
    };
  }

  /// The blocks of gates in the other order: only the GRU's differ.
  private static Tensor blocks(RecurrentSpec<?> spec, String name, Tensor tensor, Way way) {
    int units = gates(spec) * spec.hiddenSize();
    Shape shape = tensor.shape();
    if (shape.rank() == 0 || shape.dim(0) != units) {
      throw new IllegalArgumentException(
          "tensor "
              + name
              + " has shape "
              + shape
              + "; "
              + gates(spec)
              + " gates of "
              + spec.hiddenSize()
              + " units need "
              + units
              + " rows");
    }
    if (!(spec instanceof GruSpec)) {
      return tensor;
    }
    int size = shape.size() / 3;
    float[] from = tensor.data();
    float[] to = from.clone();
    // z,r,n here; r,−z,n there: the first two change places, and z its sign.
    int z = way == Way.TO_FILE ? 0 : size;
    int r = size - z;
    for (int i = 0; i < size; i++) {
      to[r + i] = -from[z + i];
      to[z + i] = from[r + i];
    }
    return Tensor.of(shape, to);
  }
}
