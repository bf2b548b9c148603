package dev.sluice.core.model;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.nn.Activation;
import dev.sluice.core.nn.Bias;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.InitialState;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Merge;
import dev.sluice.core.nn.Noise;
import dev.sluice.core.nn.Norm;
import dev.sluice.core.nn.RecurrentDropout;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.Reset;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.nn.Topology;
import java.util.Locale;

/// A recurrent stack's spec as a JSON object, for `config.json`.
///
/// ```json
/// {"cell":"gru","input_size":8,"hidden_size":64,"reset":"before_matmul","bias":"input", …}
/// ```
///
/// How new parameters are made is not stored: a stored model has its numbers. Unknown members are
/// refused, because a member that is not understood may change what is computed.
public final class RecurrentSpecJson {
  private static final String[] COMMON = {
    "cell",
    "input_size",
    "hidden_size",
    "bias",
    "layers",
    "direction",
    "merge",
    "initial_state",
    "dropout",
    "recurrent_dropout",
    "recurrent_dropout_rate",
    "zoneout"
  };

  /// So that a damaged number cannot ask for all memory.
  private static final int MOST_LAYERS = 1000;

  /// The cells, as files name them.
  private enum Cell {
    GRU,
    LSTM,
    RNN
  }

  private RecurrentSpecJson() {}

  /// The spec as JSON.
  public static JsonObject write(RecurrentSpec<?> spec) {
    JsonObject.Builder json = JsonObject.builder();
    switch (spec) {
      case GruSpec gru -> {
        start(json, gru, gru.bias());
        put(json, "reset", gru.reset());
        put(json, "gate", gru.gate());
        put(json, "candidate", gru.candidate());
        put(json, "norm", gru.norm());
      }
      case LstmSpec lstm -> start(json, lstm, lstm.bias());
      case RnnSpec rnn -> {
        start(json, rnn, rnn.bias());
        put(json, "activation", rnn.activation());
      }
    }
    return json.build();
  }

  private static void start(JsonObject.Builder json, RecurrentSpec<?> spec, Bias bias) {
    json.put("cell", spec.cell());
    json.put("input_size", spec.inputSize()).put("hidden_size", spec.hiddenSize());
    put(json, "bias", bias);
    Topology topology = spec.topology();
    json.put("layers", topology.layers());
    put(json, "direction", topology.direction());
    put(json, "merge", topology.merge());
    put(json, "initial_state", topology.initialState());
    Noise noise = spec.noise();
    json.put("dropout", noise.dropout());
    put(json, "recurrent_dropout", noise.recurrentKind());
    json.put("recurrent_dropout_rate", noise.recurrentRate()).put("zoneout", noise.zoneout());
  }

  private static void put(JsonObject.Builder json, String name, Enum<?> value) {
    json.put(name, value.name().toLowerCase(Locale.ROOT));
  }

  /// The spec in `json`.
  ///
  /// @throws RuntimeException of the view's kind if a member is missing, unknown or out of range
  public static RecurrentSpec<?> read(JsonView json) {
    try {
      return switch (json.member("cell").choice(Cell.values())) {
        case GRU -> gru(json);
        case LSTM -> lstm(json);
        case RNN -> rnn(json);
      };
    } catch (IllegalArgumentException e) {
      throw new ModelException(json + ": " + e.getMessage(), e);
    }
  }

  private static GruSpec gru(JsonView json) {
    allow(json, "reset", "gate", "candidate", "norm");
    GruSpec spec =
        GruSpec.of(json.member("input_size").integer(1), json.member("hidden_size").integer(1))
            .reset(json.member("reset").choice(Reset.values()))
            .bias(json.member("bias").choice(Bias.values()))
            .activations(
                json.member("gate").choice(Activation.values()),
                json.member("candidate").choice(Activation.values()))
            .with(topology(json))
            .with(noise(json));
    if (json.member("norm").choice(Norm.values()) == Norm.NONE) {
      return spec;
    }
    if (spec.bias() != Bias.NONE) {
      throw json.member("bias").expected("\"none\", because layer normalisation has its own");
    }
    return spec.layerNorm();
  }

  private static LstmSpec lstm(JsonView json) {
    allow(json);
    return LstmSpec.of(json.member("input_size").integer(1), json.member("hidden_size").integer(1))
        .bias(json.member("bias").choice(Bias.values()))
        .with(topology(json))
        .with(noise(json));
  }

  private static RnnSpec rnn(JsonView json) {
    allow(json, "activation");
    return RnnSpec.of(json.member("input_size").integer(1), json.member("hidden_size").integer(1))
        .activation(json.member("activation").choice(Activation.values()))
        .bias(json.member("bias").choice(Bias.values()))
        .with(topology(json))
        .with(noise(json));
  }

  private static void allow(JsonView json, String... own) {
    String[] all = java.util.Arrays.copyOf(COMMON, COMMON.length + own.length);
    System.arraycopy(own, 0, all, COMMON.length, own.length);
    json.allowOnly(all);
  }

  private static Topology topology(JsonView json) {
    return new Topology(
        (int) json.member("layers").integer(1, MOST_LAYERS),
        json.member("direction").choice(Direction.values()),
        json.member("merge").choice(Merge.values()),
        json.member("initial_state").choice(InitialState.values()));
  }

  private static Noise noise(JsonView json) {
    return new Noise(
        json.member("dropout").float32(),
        json.member("recurrent_dropout").choice(RecurrentDropout.values()),
        json.member("recurrent_dropout_rate").float32(),
        json.member("zoneout").float32());
  }
}
