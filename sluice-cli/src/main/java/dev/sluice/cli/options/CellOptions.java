package dev.sluice.cli.options;

import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.RecurrentDropout;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Which recurrent cell a network is made of.
public final class CellOptions {
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
      names = "--recurrent-dropout",
      paramLabel = "RATE",
      converter = Numbers.Share.class,
      description =
          "Dropout on the candidate in each step (Semeniuta et al. 2016): what is remembered is never dropped. Training is slower with it. Default: ${DEFAULT-VALUE}.")
  private double recurrentDropout;

  @Option(
      names = "--zoneout",
      paramLabel = "RATE",
      converter = Numbers.Share.class,
      description =
          "How often a unit keeps its state in a step (Krueger et al. 2017). Training and use are slower with it, and ONNX has no place for it. Default: ${DEFAULT-VALUE}.")
  private double zoneout;

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
  public void check(CommandLine command) {
    if (reset != null && cell != Cell.GRU) {
      throw new CommandLine.ParameterException(
          command, "--reset is for --cell gru: no other cell has a reset gate");
    }
  }

  /// Whether there is noise inside the recurrence.
  public boolean isNoisy() {
    return recurrentDropout > 0 || zoneout > 0;
  }

  /// A stack of it.
  ///
  /// @param dropout between layers, if there are several
  public RecurrentSpec<?> stack(int inputs, int hidden, int layers, double dropout) {
    double between = layers > 1 ? dropout : 0;
    return switch (cell) {
      case GRU ->
          finished(
              reset == ResetPlace.AFTER
                  ? GruSpec.pytorch(inputs, hidden)
                  : GruSpec.of(inputs, hidden),
              layers,
              between);
      case LSTM -> finished(LstmSpec.of(inputs, hidden), layers, between);
      case RNN -> finished(RnnSpec.of(inputs, hidden), layers, between);
    };
  }

  private <S extends RecurrentSpec<S>> S finished(S one, int layers, double between) {
    S stack = one.layers(layers).dropout(between);
    S dropping =
        recurrentDropout > 0
            ? stack.recurrentDropout(RecurrentDropout.CANDIDATE, recurrentDropout)
            : stack;
    return zoneout > 0 ? dropping.zoneout(zoneout) : dropping;
  }
}
