package dev.sluice.cli.language;

import dev.sluice.cli.options.Numbers;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.Reset;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.tasks.language.LanguageSpec;
import dev.sluice.tasks.language.LanguageTraining;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// The network and how it learns.
final class LanguageOptions {
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
  private int hidden = 256;

  @Option(
      names = "--layers",
      paramLabel = "N",
      converter = Numbers.Layers.class,
      description = "Layers on top of each other. Default: ${DEFAULT-VALUE}.")
  private int layers = 1;

  @Option(
      names = "--embedding",
      paramLabel = "N",
      converter = Numbers.Units.class,
      description = "Numbers that stand for a symbol. Default: ${DEFAULT-VALUE}.")
  private int embedding = 64;

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      converter = Numbers.Share.class,
      description =
          "Dropout on the last layer and between layers; a quarter of it on symbols. Default: ${DEFAULT-VALUE}.")
  private double dropout = 0.2;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description = "How often the text is read. Default: ${DEFAULT-VALUE}.")
  private int epochs = 10;

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description = "Places of the text that are read side by side. Default: ${DEFAULT-VALUE}.")
  private int batch = 32;

  @Option(
      names = "--steps",
      paramLabel = "N",
      converter = Numbers.Steps.class,
      description = "Symbols that gradients flow back over. Default: ${DEFAULT-VALUE}.")
  private int steps = 100;

  @Option(
      names = "--rate",
      paramLabel = "R",
      converter = Numbers.Rate.class,
      description = "The learning rate at the start; it falls to 0. Default: ${DEFAULT-VALUE}.")
  private double rate = 0.003;

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

  /// Refuses what does not go together.
  void check(CommandLine command) {
    if (reset != null && cell != Cell.GRU) {
      throw new CommandLine.ParameterException(command, "--reset is about a GRU; leave it out");
    }
  }

  LanguageSpec spec(int vocabulary) {
    RecurrentSpec<?> one =
        switch (cell) {
          case GRU ->
              GruSpec.of(embedding, hidden)
                  .reset(reset == ResetPlace.AFTER ? Reset.AFTER_MATMUL : Reset.BEFORE_MATMUL);
          case LSTM -> LstmSpec.of(embedding, hidden);
          case RNN -> RnnSpec.of(embedding, hidden);
        };
    RecurrentSpec<?> stack = one.layers(layers);
    return LanguageSpec.of(layers > 1 ? stack.dropout(dropout) : stack, vocabulary)
        .dropout(dropout / 4, dropout);
  }

  /// @param symbols to train on
  LanguageTraining training(int symbols) {
    LanguageTraining training = LanguageTraining.of(rate, epochs).pieces(batch, steps);
    // An average over about a tenth of all steps, a thousand at most.
    double length = Math.min(1000, Math.max(1, epochs * training.stepsPerEpoch(symbols) / 10.0));
    return training.average(1 - 1 / (length + 1));
  }
}
