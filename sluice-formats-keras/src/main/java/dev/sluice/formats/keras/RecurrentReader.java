package dev.sluice.formats.keras;

import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.Reset;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.cell.CellActivation;
import dev.sluice.formats.cell.CellKind;
import dev.sluice.formats.cell.CellLayerRunner;
import dev.sluice.formats.cell.CellSpec;
import dev.sluice.formats.cell.CellWeights;
import dev.sluice.formats.keras.KerasLayer.MaskedOutputs;
import dev.sluice.formats.keras.KerasLayer.Memory;
import dev.sluice.formats.keras.KerasLayer.Merging;
import dev.sluice.formats.keras.KerasLayer.Order;
import dev.sluice.formats.keras.KerasLayer.Outputs;
import dev.sluice.formats.keras.LayerConfig.Switch;
import java.util.List;

/// `GRU`, `LSTM`, `SimpleRNN` and `Bidirectional`.
///
/// ```
/// kernel            [I,GH]   columns z, r, h (GRU); i, f, c, o (LSTM)        here rows z, r, h; i, o, f, c
/// recurrent_kernel  [H,GH]
/// bias              [GH], or [2,GH] of a GRU with reset_after: input, recurrent
/// ```
final class RecurrentReader {
  private final WeightStore weights;
  private final int major;
  private final boolean old;

  RecurrentReader(KerasFile file) {
    weights = file.topology().weights();
    major = file.major();
    old = file.isBeforeTensorFlow();
  }

  KerasLayer.Recurrent read(LayerConfig layer) {
    if (layer.type() != LayerType.BIDIRECTIONAL) {
      KerasLayer.Part part = part(layer, layer, "cell", order(layer), maskedOutputs(layer));
      return new KerasLayer.Recurrent(layer.name(), List.of(part), Merging.NONE);
    }
    layer.allow("layer", "backward_layer", "merge_mode");
    LayerConfig forward = LayerConfig.of(layer.config().member("layer"));
    LayerConfig backward = layer.option("backward_layer").map(LayerConfig::of).orElse(forward);
    boolean own = layer.option("backward_layer").isPresent();
    Order first = order(forward);
    Order second = own ? order(backward) : first == Order.FORWARD ? Order.BACKWARD : Order.FORWARD;
    if (first == second || outputs(forward) != outputs(backward)) {
      throw layer
          .config()
          .member("layer")
          .expected("one direction of each, and the same return_sequences");
    }
    JsonView mode = layer.config().member("merge_mode");
    // Bidirectional sets it so, whatever its layers say, since it is TensorFlow's.
    MaskedOutputs masked =
        outputs(forward) == Outputs.ALL && !old ? MaskedOutputs.ZERO : MaskedOutputs.BEFORE;
    return new KerasLayer.Recurrent(
        layer.name(),
        List.of(
            part(forward, layer, "forward_layer/cell", first, masked),
            part(backward, layer, "backward_layer/cell", second, masked)),
        mode.choice(Merging.CONCAT, Merging.SUM, Merging.MUL, Merging.AVE));
  }

  private static Order order(LayerConfig layer) {
    return layer.flag("go_backwards") == Switch.ON ? Order.BACKWARD : Order.FORWARD;
  }

  private static Outputs outputs(LayerConfig layer) {
    return layer.flag("return_sequences") == Switch.ON ? Outputs.ALL : Outputs.LAST;
  }

  private static MaskedOutputs maskedOutputs(LayerConfig layer) {
    return layer.flag("zero_output_for_mask") == Switch.ON
        ? MaskedOutputs.ZERO
        : MaskedOutputs.BEFORE;
  }

  private KerasLayer.Part part(
      LayerConfig layer, LayerConfig owner, String place, Order order, MaskedOutputs masked) {
    // return_state and time_major are refused by being on and not named; the implementation and
    // the unrolling change speed alone.
    layer.allow(
        "units",
        "activation",
        "recurrent_activation",
        "use_bias",
        "unit_forget_bias",
        "dropout",
        "recurrent_dropout",
        "implementation",
        "unroll",
        "return_sequences",
        "go_backwards",
        "stateful",
        "zero_output_for_mask",
        "reset_after");
    CellKind kind =
        switch (layer.type()) {
          case GRU -> CellKind.GRU;
          case LSTM -> CellKind.LSTM;
          case SIMPLE_RNN -> CellKind.RNN;
          default -> throw layer.config().member("name").expected("a GRU, an LSTM or a SimpleRNN");
        };
    return new KerasLayer.Part(
        cell(layer, owner, place, kind),
        order,
        outputs(layer),
        masked,
        layer.flag("stateful") == Switch.ON ? Memory.BETWEEN_RUNS : Memory.NONE);
  }

  private CellLayerRunner cell(LayerConfig layer, LayerConfig owner, String place, CellKind kind) {
    boolean biased = layer.flag("use_bias") == Switch.ON;
    List<Tensor> found =
        weights.of(
            owner,
            place,
            biased
                ? List.of("kernel", "recurrent_kernel", "bias")
                : List.of("kernel", "recurrent_kernel"));
    int h = layer.config().member("units").integer(1);
    if (h > Integer.MAX_VALUE / kind.gates()) {
      throw layer.config().member("units").expected("fewer units than an array has places");
    }
    int rows = kind.gates() * h;
    Tensor kernel = found.getFirst();
    int inputs = kernel.shape().rank() == 2 ? kernel.shape().dim(0) : 0;
    LayerReader.require(layer, "kernel", kernel, Math.max(1, inputs), rows);
    LayerReader.require(layer, "recurrent_kernel", found.get(1), h, rows);
    // Files older than the option have the reset before the product.
    Reset reset = layer.flag("reset_after") == Switch.ON ? Reset.AFTER_MATMUL : Reset.BEFORE_MATMUL;
    boolean two = kind == CellKind.GRU && reset == Reset.AFTER_MATMUL;
    float[] bias = new float[0];
    if (biased) {
      if (two) {
        LayerReader.require(layer, "bias", found.get(2), 2, rows);
      } else {
        LayerReader.require(layer, "bias", found.get(2), rows);
      }
      bias = new float[2 * rows];
      float[] given = found.get(2).data();
      System.arraycopy(ordered(kind, h, given, 0), 0, bias, 0, rows);
      if (two) {
        System.arraycopy(ordered(kind, h, given, rows), 0, bias, rows, rows);
      }
    }
    List<CellActivation> set = activations(layer, kind);
    CellSpec spec =
        new CellSpec(
            kind,
            inputs,
            h,
            Direction.FORWARD,
            kind == CellKind.GRU ? reset : Reset.BEFORE_MATMUL,
            List.of(set),
            Float.POSITIVE_INFINITY,
            CellSpec.Forget.OWN);
    float[] input = Columns.turned(kernel.data(), inputs, rows);
    float[] hidden = Columns.turned(found.get(1).data(), h, rows);
    CellWeights own =
        new CellWeights(
            blocks(kind, h * inputs, input), blocks(kind, h * h, hidden), bias, new float[0]);
    return new CellLayerRunner(spec, List.of(own));
  }

  private List<CellActivation> activations(LayerConfig layer, CellKind kind) {
    CellActivation own = KerasActivation.of(layer.option("activation"), major);
    if (kind == CellKind.RNN) {
      return List.of(own);
    }
    CellActivation gate =
        KerasActivation.of(
            java.util.Optional.of(layer.config().member("recurrent_activation")), major);
    return kind == CellKind.GRU ? List.of(gate, own) : List.of(gate, own, own);
  }

  private static float[] ordered(CellKind kind, int h, float[] bias, int from) {
    return blocks(kind, h, java.util.Arrays.copyOfRange(bias, from, from + kind.gates() * h));
  }

  /// From Keras's order of gates to that of [CellKind].
  private static float[] blocks(CellKind kind, int size, float[] values) {
    return kind == CellKind.LSTM ? Columns.ordered(values, size, 0, 3, 1, 2) : values;
  }
}
