package dev.sluice.cli.language;

import dev.sluice.cli.options.CellOptions;
import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.options.WeightDecayOption;
import dev.sluice.tasks.language.LanguageSpec;
import dev.sluice.tasks.language.LanguageTraining;
import dev.sluice.train.loop.Recipe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The network and how it learns.
final class LanguageOptions {
  @Mixin private CellOptions cell = new CellOptions();

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
      description = "Dropout on the last layer and between layers. Default: ${DEFAULT-VALUE}.")
  private double dropout = 0.2;

  @Option(
      names = "--input-dropout",
      paramLabel = "RATE",
      converter = Numbers.Share.class,
      description = "Dropout on the vectors of symbols. Default: a quarter of --dropout.")
  private @Nullable Double inputDropout;

  @Option(
      names = "--smoothing",
      paramLabel = "E",
      converter = Numbers.Share.class,
      description = "Label smoothing; it makes likelihoods worse. Default: ${DEFAULT-VALUE}.")
  private double smoothing;

  @Mixin private WeightDecayOption decay = new WeightDecayOption();

  @Option(
      names = "--weight-noise",
      paramLabel = "S",
      converter = Numbers.Share.class,
      description =
          "Deviation of the noise on all weights in training (Graves 2013); 0.02 helps large models of little text. Default: ${DEFAULT-VALUE}.")
  private double noise;

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

  /// Refuses what does not go together.
  void check(CommandLine command) {
    cell.check(command);
  }

  LanguageSpec spec(int vocabulary) {
    return LanguageSpec.of(cell.stack(embedding, hidden, layers, dropout), vocabulary)
        .dropout(inputDropout == null ? dropout / 4 : inputDropout, dropout)
        .smoothing(smoothing);
  }

  /// @param symbols to train on
  LanguageTraining training(int symbols) {
    LanguageTraining training =
        LanguageTraining.of(rate, epochs)
            .pieces(batch, steps)
            .weightDecay(decay.lambda())
            .weightNoise(noise);
    return training.average(Recipe.averageFor(epochs * training.stepsPerEpoch(symbols)));
  }
}
