package dev.sluice.cli.tag;

import dev.sluice.cli.options.LayerOptions;
import dev.sluice.cli.options.Numbers;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.tasks.tag.TaggerSpec;
import dev.sluice.tasks.tag.TaggerVocabulary;
import dev.sluice.tasks.words.WordEncoderSpec;
import dev.sluice.train.loop.Recipe;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The network and how it learns. The defaults were chosen on the validation part of UD English
/// EWT.
final class TaggerOptions {
  private static final int CHARACTER_SIZE = 32;

  @Mixin private LayerOptions layers = new LayerOptions();

  @Option(
      names = "--output",
      paramLabel = "crf|softmax",
      description =
          "How tags are chosen: all of a sentence together, or each by itself. Default: crf.")
  private TaggerSpec.Output output = TaggerSpec.Output.CRF;

  @Option(
      names = "--spelling",
      paramLabel = "N",
      converter = Numbers.UnitsOrNone.class,
      description =
          "Units of each direction that read a word's characters; 0 for words alone. Default: ${DEFAULT-VALUE}.")
  private int spelling = 50;

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      converter = Numbers.Share.class,
      description = "Dropout between layers and on the last layer. Default: ${DEFAULT-VALUE}.")
  private double dropout = 0.4;

  @Option(
      names = "--forget",
      paramLabel = "RATE",
      converter = Numbers.Share.class,
      description =
          "How often training takes a word for an unknown one, so that it learns to look at the spelling. Default: ${DEFAULT-VALUE}.")
  private double forget = 0.2;

  @Option(
      names = "--smoothing",
      paramLabel = "E",
      converter = Numbers.Share.class,
      description = "Label smoothing, with --output softmax. Default: ${DEFAULT-VALUE}.")
  private double smoothing;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description = "How often the sentences are read. Default: ${DEFAULT-VALUE}.")
  private int epochs = 12;

  @Option(
      names = "--rate",
      paramLabel = "R",
      converter = Numbers.Rate.class,
      description = "The learning rate at the start; it falls to 0. Default: ${DEFAULT-VALUE}.")
  private double rate = 0.003;

  /// Refuses what does not go together.
  void check(CommandLine command) {
    layers.check(command);
    if (smoothing > 0 && output == TaggerSpec.Output.CRF) {
      throw new CommandLine.ParameterException(
          command, "--smoothing is for --output softmax: a CRF takes tags as they are");
    }
  }

  /// How often a word must come.
  int least() {
    return layers.least();
  }

  TaggerSpec spec(TaggerVocabulary vocabulary) {
    WordEncoderSpec words =
        WordEncoderSpec.of(
            vocabulary.lexicon(), layers.embedding(), CHARACTER_SIZE, spelling, forget);
    RecurrentSpec<?> stack = layers.stack(words.outputSize(), dropout);
    return new TaggerSpec(
        words,
        stack,
        vocabulary.tags().size(),
        output,
        layers.inputDropout(dropout),
        dropout,
        smoothing);
  }

  /// @param sentences to train on
  Recipe training(int sentences) {
    return layers.recipe(rate, epochs, sentences);
  }
}
