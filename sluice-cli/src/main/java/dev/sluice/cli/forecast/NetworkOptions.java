package dev.sluice.cli.forecast;

import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.Reset;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.stream.StreamingMode;
import dev.sluice.tasks.forecast.ForecastSpec;
import dev.sluice.tasks.series.FeatureEncoder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// The network.
final class NetworkOptions {
  @Option(
      names = "--cell",
      paramLabel = "gru|lstm|rnn",
      description = "The recurrent cell. Default: gru.")
  private Cell cell = Cell.GRU;

  @Option(
      names = "--reset",
      paramLabel = "before|after",
      description =
          "Where a GRU's reset gate acts: before the matrix product (Cho et al. 2014) or after it (PyTorch). Default: before.")
  private @Nullable ResetPlace reset;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      converter = Numbers.Units.class,
      description = "Units of a layer. Default: ${DEFAULT-VALUE}.")
  private int hidden = 32;

  @Option(
      names = "--layers",
      paramLabel = "N",
      converter = Numbers.Layers.class,
      description = "Layers on top of each other. Default: ${DEFAULT-VALUE}.")
  private int layers = 1;

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      converter = Numbers.Share.class,
      description = "Dropout on the last state and between layers. Default: ${DEFAULT-VALUE}.")
  private double dropout = 0.2;

  @Option(
      names = "--streaming",
      paramLabel = "sliding|carried",
      description =
          "What a stream's answer depends on: the last --context steps, or all since it began. Default: sliding.")
  private StreamingMode streaming = StreamingMode.SLIDING;

  /// What `--cell` names.
  enum Cell {
    GRU,
    LSTM,
    RNN
  }

  /// What `--reset` names.
  enum ResetPlace {
    BEFORE,
    AFTER
  }

  /// What options alone cannot exclude.
  void check(CommandLine command) {
    if (reset != null && cell != Cell.GRU) {
      throw new CommandLine.ParameterException(
          command, "--reset is for --cell gru: no other cell has a reset gate");
    }
  }

  /// The forecaster's spec.
  ForecastSpec spec(FeatureEncoder encoder) {
    return ForecastSpec.of(encoder, cell(encoder.inputSize()))
        .dropout(dropout)
        .streaming(streaming);
  }

  private RecurrentSpec<?> cell(int inputs) {
    double between = layers > 1 ? dropout : 0;
    return switch (cell) {
      case GRU ->
          (reset == ResetPlace.AFTER
                  ? GruSpec.pytorch(inputs, hidden)
                  : GruSpec.of(inputs, hidden).reset(Reset.BEFORE_MATMUL))
              .layers(layers)
              .dropout(between);
      case LSTM -> LstmSpec.of(inputs, hidden).layers(layers).dropout(between);
      case RNN -> RnnSpec.of(inputs, hidden).layers(layers).dropout(between);
    };
  }
}
