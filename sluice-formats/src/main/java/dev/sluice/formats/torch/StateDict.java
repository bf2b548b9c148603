package dev.sluice.formats.torch;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.model.Conversion;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.model.SafetensorsFile;
import dev.sluice.core.model.TorchTensors;
import dev.sluice.core.nn.Activation;
import dev.sluice.core.nn.Bias;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.cell.CoreStack;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Modules of PyTorch by their names in a state dict: `nn.GRU`, `nn.LSTM`, `nn.RNN`, their cells,
/// `nn.Linear`, `nn.Embedding`, `nn.LayerNorm`.
///
/// ```
/// safetensors.torch.save_file(model.state_dict(), "model.safetensors")      # in Python
/// ```
///
/// ```java
/// StateDict dict = StateDict.read(Path.of("model.safetensors"));
/// RecurrentModel encoder = dict.recurrent("encoder.gru");
/// StateDict.Affine head = dict.affine("head");
/// ```
///
/// What a file does not tell: an `nn.RNN`'s nonlinearity, dropout, `batch_first` (which is a matter
/// of the caller's data), and how modules are wired.
public final class StateDict {
  private static final String FIRST = "weight_ih_l0";
  private static final String REVERSE = "_reverse";

  /// What torch calls the tensors of `nn.GRUCell`, `nn.LSTMCell` and `nn.RNNCell`.
  private static final List<String> CELL = List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh");

  /// What torch calls the tensors of a recurrent module.
  private static final Pattern RECURRENT =
      Pattern.compile("(weight|bias)_(ih|hh|hr)_l\\d+(_reverse)?");

  private final String source;
  private final Map<String, Tensor> tensors;

  /// The tensors of each module, by its name with a dot behind it, and by their last name.
  private final Map<String, Map<String, Tensor>> byPrefix = new HashMap<>();

  private StateDict(String source, Map<String, Tensor> tensors) {
    tensors.forEach((name, tensor) -> {
      int cut = name.lastIndexOf('.') + 1;
      byPrefix
          .computeIfAbsent(name.substring(0, cut), each -> new LinkedHashMap<>())
          .put(name.substring(cut), tensor);
    });
    this.source = source;
    this.tensors = tensors;
  }

  /// Reads a file; numbers of 16 and 64 bits are converted.
  ///
  /// @throws FormatException if it is damaged
  public static StateDict read(Path path) {
    try {
      SafetensorsFile file = SafetensorsFile.read(path, Conversion.TO_FLOAT);
      return of(path.toString(), file.tensors());
    } catch (ModelException e) {
      throw new FormatException(String.valueOf(e.getMessage()), e);
    }
  }

  /// Tensors that are in memory already.
  ///
  /// @param source their name in messages
  public static StateDict of(String source, Map<String, Tensor> tensors) {
    return new StateDict(source, new LinkedHashMap<>(tensors));
  }

  /// All tensors, in the file's order.
  public Map<String, Tensor> tensors() {
    return new LinkedHashMap<>(tensors);
  }

  /// What messages call it.
  String source() {
    return source;
  }

  /// The names of the recurrent modules; empty text for one that is the whole dict.
  public List<String> recurrentModules() {
    return tensors.keySet().stream()
        .flatMap(name -> Stream.of(FIRST, CELL.getFirst()).flatMap(first -> module(name, first)))
        .toList();
  }

  private static Stream<String> module(String name, String first) {
    return name.equals(first)
        ? Stream.of("")
        : name.endsWith("." + first)
            ? Stream.of(name.substring(0, name.length() - first.length() - 1))
            : Stream.empty();
  }

  /// A GRU, an LSTM, or an RNN with tanh: layers, directions and biases as its tensors say.
  ///
  /// @throws FormatException if there is no such module, a tensor is missing or has another shape,
  ///   or it has projections (`proj_size`)
  public RecurrentModel recurrent(String module) {
    return recurrent(module, Activation.TANH);
  }

  /// A GRU, an LSTM, or an RNN.
  ///
  /// @param nonlinearity of an RNN, TANH or RELU; the others ignore it
  /// @throws FormatException as [#recurrent(String)]
  public RecurrentModel recurrent(String module, Activation nonlinearity) {
    String prefix = prefix(module);
    if (tensors.containsKey(prefix + CELL.getFirst())) {
      return ofCell(prefix).recurrent(module, nonlinearity);
    }
    Tensor input = matrix(prefix + FIRST);
    Tensor hidden = matrix(prefix + "weight_hh_l0");
    if (tensors.containsKey(prefix + "weight_hr_l0")) {
      throw error("\"" + module + "\" has projections (proj_size), which are not offered here");
    }
    int h = hidden.shape().dim(1);
    int rows = hidden.shape().dim(0);
    int gates = h == 0 || rows % h != 0 ? 0 : rows / h;
    int inputs = input.shape().dim(1);
    Bias bias = tensors.containsKey(prefix + "bias_ih_l0") ? Bias.DOUBLE : Bias.NONE;
    if (inputs == 0 || gates != 1 && gates != 3 && gates != 4) {
      throw error(
          "\"%s\" has weight_hh_l0 %s, which is none of [H,H], [3H,H], [4H,H]"
              .formatted(module, hidden.shape()));
    }
    RecurrentSpec<?> cell =
        switch (gates) {
          case 3 -> GruSpec.pytorch(inputs, h).bias(bias);
          case 4 -> LstmSpec.of(inputs, h).bias(bias);
          default -> RnnSpec.of(inputs, h).activation(nonlinearity).bias(bias);
        };
    int layers = 1;
    while (tensors.containsKey(prefix + "weight_ih_l" + layers)) {
      layers++;
    }
    boolean both = tensors.containsKey(prefix + FIRST + REVERSE);
    RecurrentSpec<?> spec =
        cell.layers(layers).direction(both ? Direction.BOTH : Direction.FORWARD);
    return CoreStack.freeze(Recurrent.create(spec, loaded(prefix, spec).root()));
  }

  /// A cell's tensors under the names of a module of one layer.
  private StateDict ofCell(String prefix) {
    Map<String, Tensor> layer = new LinkedHashMap<>();
    for (String name : CELL) {
      Tensor tensor = tensors.get(prefix + name);
      if (tensor != null) {
        layer.put(prefix + name + "_l0", tensor);
      }
    }
    return of(source, layer);
  }

  private Parameters loaded(String prefix, RecurrentSpec<?> spec) {
    Map<String, Tensor> own = new LinkedHashMap<>();
    byPrefix
        .getOrDefault(prefix, Map.of())
        .forEach((name, tensor) -> {
          if (RECURRENT.matcher(name).matches()) {
            own.put(name, tensor);
          }
        });
    requireShapes(prefix, spec, own);
    return Parameters.loaded(TorchTensors.fromFile(spec, "", own));
  }

  private void requireShapes(String prefix, RecurrentSpec<?> spec, Map<String, Tensor> own) {
    boolean biased = own.containsKey("bias_ih_l0");
    int units = matrix(prefix + "weight_hh_l0").shape().dim(0);
    Set<String> expected = new HashSet<>();
    for (int layer = 0; layer < spec.topology().layers(); layer++) {
      int inputs = layer == 0 ? spec.inputSize() : spec.outputSize();
      for (Direction part : spec.topology().direction().parts()) {
        String end = "_l" + layer + (part == Direction.FORWARD ? "" : REVERSE);
        require(prefix, own, expected, "weight_ih" + end, units, inputs);
        require(prefix, own, expected, "weight_hh" + end, units, spec.hiddenSize());
        if (biased) {
          require(prefix, own, expected, "bias_ih" + end, units);
          require(prefix, own, expected, "bias_hh" + end, units);
        }
      }
    }
    for (String name : own.keySet()) {
      if (!expected.contains(name)) {
        throw error("\"" + prefix + name + "\" belongs to no layer that the module has");
      }
    }
  }

  private void require(
      String prefix, Map<String, Tensor> own, Set<String> seen, String name, int... dims) {
    Tensor tensor = own.get(name);
    if (tensor == null) {
      throw missing(prefix + name);
    }
    if (!java.util.Arrays.equals(tensor.shape().dims(), dims)) {
      throw error(
          "\"%s%s\" has shape %s, expected %s"
              .formatted(prefix, name, tensor.shape(), java.util.Arrays.toString(dims)));
    }
    seen.add(name);
  }

  /// A linear layer (`weight [O,I]`, `bias [O]`), or a layer normalisation (`weight [F]`, `bias
  /// [F]`).
  ///
  /// @param bias absent with `bias=False`
  public record Affine(Tensor weight, Optional<Tensor> bias) {}

  /// The weights of an `nn.Linear` or `nn.LayerNorm`.
  ///
  /// @throws FormatException if there is no such module, or its shapes do not fit
  public Affine affine(String module) {
    Tensor weight = tensor(prefix(module) + "weight");
    int rank = weight.shape().rank();
    Optional<Tensor> bias = Optional.ofNullable(tensors.get(prefix(module) + "bias"));
    if (rank < 1
        || rank > 2
        || bias.isPresent() && bias.get().data().length != weight.shape().dim(0)) {
      throw error(
          "\"%s\" has weight %s and bias %s, which are no nn.Linear or nn.LayerNorm"
              .formatted(
                  module, weight.shape(), bias.map(b -> b.shape().toString()).orElse("none")));
    }
    return new Affine(weight, bias);
  }

  /// The table of an `nn.Embedding`, `[V,E]`.
  ///
  /// @throws FormatException if there is no such module, or it is no matrix
  public Tensor embedding(String module) {
    return matrix(prefix(module) + "weight");
  }

  private static String prefix(String module) {
    return module.isEmpty() ? "" : module + ".";
  }

  private Tensor matrix(String name) {
    Tensor tensor = tensor(name);
    if (tensor.shape().rank() != 2) {
      throw error("\"" + name + "\" has shape " + tensor.shape() + ", not that of a matrix");
    }
    return tensor;
  }

  private Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw missing(name);
    }
    return tensor;
  }

  private FormatException missing(String name) {
    return error("there is no tensor \"" + name + "\"; there are " + tensors.keySet());
  }

  private FormatException error(String message) {
    return new FormatException(source + ": " + message);
  }
}
