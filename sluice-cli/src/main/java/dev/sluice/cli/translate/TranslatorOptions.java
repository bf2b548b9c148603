package dev.sluice.cli.translate;

import dev.sluice.cli.options.CellOptions;
import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.options.TextUnits;
import dev.sluice.cli.options.WeightDecayOption;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.tasks.translate.Pair;
import dev.sluice.tasks.translate.TranslatorSpec;
import dev.sluice.tasks.translate.TranslatorSpec.Feeding;
import dev.sluice.tasks.translate.TranslatorSpec.Looking;
import dev.sluice.tasks.translate.TranslatorSpec.Tables;
import dev.sluice.tasks.translate.TranslatorVocabulary;
import dev.sluice.train.loop.Recipe;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The network and how it learns. The defaults were chosen on the validation part of Multi30k.
final class TranslatorOptions {
  @Mixin private CellOptions cell = new CellOptions();

  @Option(
      names = "--units",
      paramLabel = "characters|bpe:N|words:N|tokens:N",
      converter = TextUnits.Names.class,
      description =
          "What texts are made of: characters, sub-words of a vocabulary of N (byte pairs), the N most frequent words, or of tokens that stand apart by blanks. Default: bpe:5000.")
  private TextUnits units = new TextUnits(TextUnits.Kind.BPE, 5000);

  @Option(
      names = "--target-units",
      paramLabel = "UNITS",
      converter = TextUnits.Names.class,
      description = "What translations are made of. Default: as --units.")
  private @Nullable TextUnits targetUnits;

  @Option(
      names = "--vocabulary",
      paramLabel = "separate|shared",
      description =
          "Whether both languages have one vocabulary with one table of vectors. Default: separate.")
  private Tables tables = Tables.SEPARATE;

  @Option(
      names = "--attention",
      paramLabel = "additive|dot|none",
      description =
          "How the decoder looks back at the source: as Bahdanau et al. 2014, as Luong et al. 2015, or not at all. Default: additive.")
  private Looking attention = Looking.ADDITIVE;

  @Option(
      names = "--feeding",
      paramLabel = "output|none",
      description =
          "Whether the decoder reads what it said at the step before (Luong et al. 2015). Default: output.")
  private Feeding feeding = Feeding.OUTPUT;

  @Option(
      names = "--embedding",
      paramLabel = "N",
      converter = Numbers.Units.class,
      description = "Numbers that stand for a symbol. Default: ${DEFAULT-VALUE}.")
  private int embedding = 192;

  @Option(
      names = "--encoder",
      paramLabel = "N",
      converter = Numbers.Units.class,
      description = "Units that read, in each direction. Default: ${DEFAULT-VALUE}.")
  private int encoder = 192;

  @Option(
      names = "--decoder",
      paramLabel = "N",
      converter = Numbers.Units.class,
      description = "Units that write. Default: ${DEFAULT-VALUE}.")
  private int decoder = 320;

  @Option(
      names = "--layers",
      paramLabel = "N",
      converter = Numbers.Layers.class,
      description = "Layers of encoder and decoder. Default: ${DEFAULT-VALUE}.")
  private int layers = 1;

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      converter = Numbers.Share.class,
      description =
          "Dropout on vectors, between layers of the encoder, on the memory and before the output. Default: ${DEFAULT-VALUE}.")
  private double dropout = 0.3;

  @Option(
      names = "--smoothing",
      paramLabel = "E",
      converter = Numbers.Share.class,
      description = "Label smoothing. Default: ${DEFAULT-VALUE}.")
  private double smoothing = 0.1;

  @Mixin private WeightDecayOption decay = new WeightDecayOption();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description = "How often the pairs are read. Default: ${DEFAULT-VALUE}.")
  private int epochs = 12;

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description = "Pairs of a step; those of like length go together. Default: ${DEFAULT-VALUE}.")
  private int batch = 64;

  @Option(
      names = "--rate",
      paramLabel = "R",
      converter = Numbers.Rate.class,
      description = "The learning rate at the start; it falls to 0. Default: ${DEFAULT-VALUE}.")
  private double rate = 0.003;

  /// Refuses what does not go together.
  void check(CommandLine command) {
    cell.check(command);
    if (tables == Tables.SHARED && targetUnits != null && !targetUnits.equals(units)) {
      throw new CommandLine.ParameterException(
          command, "--target-units are --units where --vocabulary is shared");
    }
    if (cell.isNoisy()) {
      throw new CommandLine.ParameterException(
          command,
          "--recurrent-dropout and --zoneout are for whole sequences; a decoder goes step by step");
    }
  }

  TranslatorVocabulary vocabulary(List<Pair> pairs) {
    return TranslatorVocabulary.of(
        pairs, tables, units::symbols, (targetUnits == null ? units : targetUnits)::symbols);
  }

  TranslatorSpec spec(TranslatorVocabulary vocabulary) {
    RecurrentSpec<?> reads =
        cell.stack(embedding, encoder, layers, dropout).direction(Direction.BOTH);
    int inputs = feeding == Feeding.OUTPUT ? 2 * embedding : embedding;
    return new TranslatorSpec(
        reads,
        cell.stack(inputs, decoder, layers, 0),
        vocabulary.sourceSize(),
        vocabulary.targetSize(),
        attention,
        feeding,
        tables,
        dropout,
        smoothing);
  }

  /// @param pairs to train on
  Recipe training(int pairs) {
    double average = Recipe.averageFor(Recipe.steps(epochs, pairs, batch));
    return new Recipe(rate, epochs, batch, decay.lambda(), average);
  }
}
