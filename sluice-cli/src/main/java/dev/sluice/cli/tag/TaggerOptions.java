package dev.sluice.cli.tag;

import dev.sluice.cli.options.CellOptions;
import dev.sluice.cli.options.Numbers;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.tasks.tag.TaggerSpec;
import dev.sluice.tasks.tag.TaggerTraining;
import dev.sluice.tasks.tag.TaggerVocabulary;
import dev.sluice.tasks.words.WordEncoderSpec;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The network and how it learns. The defaults were chosen on the validation part of UD English
/// EWT.
final class TaggerOptions {
  private static final int CHARACTER_SIZE = 32;

  @Mixin private CellOptions cell = new CellOptions();

  @Option(
      names = "--output",
      paramLabel = "crf|softmax",
      description =
          "How tags are chosen: all of a sentence together, or each by itself. Default: crf.")
  private TaggerSpec.Output output = TaggerSpec.Output.CRF;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      converter = Numbers.Units.class,
      description = "Units of a layer in each direction. Default: ${DEFAULT-VALUE}.")
  private int hidden = 128;

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
      description = "Numbers that stand for a word. Default: ${DEFAULT-VALUE}.")
  private int embedding = 100;

  @Option(
      names = "--spelling",
      paramLabel = "N",
      converter = Numbers.UnitsOrNone.class,
      description =
          "Units of each direction that read a word's characters; 0 for words alone. Default: ${DEFAULT-VALUE}.")
  private int spelling = 50;

  @Option(
      names = "--least",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description =
          "How often a word must come in training to be told apart from other rare ones. Default: ${DEFAULT-VALUE}.")
  private int least = 1;

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      converter = Numbers.Share.class,
      description =
          "Dropout on words, between layers and on the last layer. Default: ${DEFAULT-VALUE}.")
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
      names = "--weight-decay",
      paramLabel = "L",
      converter = Numbers.Share.class,
      description = "Weight decay of AdamW. Default: ${DEFAULT-VALUE}.")
  private double decay;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description = "How often the sentences are read. Default: ${DEFAULT-VALUE}.")
  private int epochs = 12;

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description = "Sentences of a step. Default: ${DEFAULT-VALUE}.")
  private int batch = 32;

  @Option(
      names = "--rate",
      paramLabel = "R",
      converter = Numbers.Rate.class,
      description = "The learning rate at the start; it falls to 0. Default: ${DEFAULT-VALUE}.")
  private double rate = 0.003;

  /// Refuses what does not go together.
  void check(CommandLine command) {
    cell.check(command);
    if (smoothing > 0 && output == TaggerSpec.Output.CRF) {
      throw new CommandLine.ParameterException(
          command, "--smoothing is for --output softmax: a CRF takes tags as they are");
    }
  }

  /// How often a word must come.
  int least() {
    return least;
  }

  TaggerSpec spec(TaggerVocabulary vocabulary) {
    WordEncoderSpec words =
        WordEncoderSpec.of(vocabulary.lexicon(), embedding, CHARACTER_SIZE, spelling, forget);
    RecurrentSpec<?> stack =
        cell.stack(words.outputSize(), hidden, layers, dropout).direction(Direction.BOTH);
    return new TaggerSpec(
        words, stack, vocabulary.tags().size(), output, dropout, dropout, smoothing);
  }

  /// @param sentences to train on
  TaggerTraining training(int sentences) {
    // An average over about a tenth of all steps, a thousand at most.
    double length =
        Math.min(1000, Math.max(1, (double) epochs * Math.ceilDiv(sentences, batch) / 10));
    return new TaggerTraining(rate, epochs, batch, decay, 1 - 1 / (length + 1));
  }
}
