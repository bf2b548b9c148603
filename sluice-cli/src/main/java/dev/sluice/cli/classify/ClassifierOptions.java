package dev.sluice.cli.classify;

import dev.sluice.cli.options.AudioOptions;
import dev.sluice.cli.options.LayerOptions;
import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.options.TextUnits;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.tasks.classify.ClassifiedData;
import dev.sluice.tasks.classify.ClassifierInput;
import dev.sluice.tasks.classify.ClassifierSpec;
import dev.sluice.tasks.classify.Pooling;
import dev.sluice.tasks.classify.Sample;
import dev.sluice.tasks.classify.SampleEncoder;
import dev.sluice.tasks.classify.SoundEncoder;
import dev.sluice.tasks.text.WordTokens;
import dev.sluice.tasks.words.Lexicon;
import dev.sluice.tasks.words.WordEncoderSpec;
import dev.sluice.train.loop.Recipe;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The network and how it learns. The defaults were chosen on validation parts of SST-2 and TREC.
final class ClassifierOptions {
  private static final int CHARACTER_SIZE = 24;

  @Option(
      names = "--units",
      paramLabel = "words:N|characters|bpe:N",
      converter = TextUnits.Names.class,
      description =
          "What a text is cut into: its N most frequent words (others by their spelling), characters, or sub-words. Default: words:100000.")
  private TextUnits units = new TextUnits(TextUnits.Kind.WORDS, 100_000);

  @Mixin private LayerOptions layers = new LayerOptions();

  @Option(
      names = "--pool",
      paramLabel = "last|mean|max|attention",
      description = "What stands for the whole sequence. Default: max.")
  private Pooling pooling = Pooling.MAX;

  @Option(
      names = "--spelling",
      paramLabel = "N",
      converter = Numbers.UnitsOrNone.class,
      description =
          "Units of each direction that read a word's characters; 0 for words alone. Default: ${DEFAULT-VALUE}.")
  private int spelling = 25;

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      converter = Numbers.Share.class,
      description = "Dropout between layers and before the output. Default: ${DEFAULT-VALUE}.")
  private double dropout = 0.5;

  @Option(
      names = "--forget",
      paramLabel = "RATE",
      converter = Numbers.Share.class,
      description =
          "How often training takes a unit of text for an unknown one (augmentation). Default: ${DEFAULT-VALUE}.")
  private double forget = 0.1;

  @Option(
      names = "--noise",
      paramLabel = "S",
      converter = Numbers.Share.class,
      description =
          "Deviation of the noise that training adds to series of deviation 1 (augmentation). Default: ${DEFAULT-VALUE}.")
  private double noise = 0.1;

  @Option(
      names = "--smoothing",
      paramLabel = "E",
      converter = Numbers.Share.class,
      description = "Label smoothing. Default: ${DEFAULT-VALUE}.")
  private double smoothing = 0.1;

  @Option(
      names = "--weights",
      paramLabel = "equal|balanced",
      description =
          "What samples count: all the same, or each class as much as every other. Default: equal.")
  private ClassifiedData.Weights weights = ClassifiedData.Weights.EQUAL;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description = "How often the samples are read. Default: ${DEFAULT-VALUE}.")
  private int epochs = 10;

  @Option(
      names = "--rate",
      paramLabel = "R",
      converter = Numbers.Rate.class,
      description = "The learning rate at the start; it falls to 0. Default: ${DEFAULT-VALUE}.")
  private double rate = 0.002;

  /// Refuses what does not go together.
  void check(CommandLine command) {
    layers.check(command);
    if (units.kind() != TextUnits.Kind.WORDS) {
      refuse(command, "--spelling", "characters and sub-words", "words");
      refuse(command, "--least", "characters and sub-words", "words");
    }
    if (units.kind() == TextUnits.Kind.BPE) {
      refuse(command, "--forget", "sub-words, of which all texts are made", "words and characters");
    }
  }

  private static void refuse(CommandLine command, String option, String units, String others) {
    if (command.getParseResult().hasMatchedOption(option)) {
      throw new CommandLine.ParameterException(
          command, "%s has no effect on %s; it is for %s".formatted(option, units, others));
    }
  }

  ClassifiedData.Weights weights() {
    return weights;
  }

  /// Learns from samples what turns them into numbers.
  SampleEncoder encoder(List<Sample.Labelled> samples, AudioOptions audio) {
    if (samples.getFirst().sample() instanceof Sample.Heard) {
      return new SoundEncoder(
          audio.input(
              samples.stream().map(each -> ((Sample.Heard) each.sample()).sound()).toList()));
    }
    if (samples.getFirst().sample() instanceof Sample.Series) {
      return SampleEncoder.OfValues.of(samples.stream().map(Sample.Labelled::sample).toList());
    }
    List<String> texts =
        samples.stream().map(each -> ((Sample.Text) each.sample()).text()).toList();
    return units.kind() == TextUnits.Kind.WORDS
        ? new SampleEncoder.OfWords(
            Lexicon.of(
                texts.stream().map(WordTokens::of).toList(),
                layers.least(),
                units.vocabulary() - 1))
        : new SampleEncoder.OfSymbols(
            units.symbols(texts.stream().collect(Collectors.joining("\n"))));
  }

  ClassifierSpec spec(SampleEncoder encoder, int classes) {
    ClassifierInput input =
        switch (encoder) {
          case SampleEncoder.OfWords words ->
              new ClassifierInput.Words(
                  WordEncoderSpec.of(
                      words.lexicon(), layers.embedding(), CHARACTER_SIZE, spelling, forget));
          case SampleEncoder.OfSymbols symbols ->
              new ClassifierInput.Ids(
                  symbols.symbols().size(), layers.embedding(), forgetting(symbols));
          case SampleEncoder.OfValues values -> new ClassifierInput.Values(values.columns(), noise);
          case SoundEncoder sounds -> new ClassifierInput.Values(sounds.input().width(), 0);
        };
    RecurrentSpec<?> stack = layers.stack(input.features(), dropout);
    // Series are few and dense: what drops half of words leaves too little of them.
    double read =
        layers.inputDropout(input instanceof ClassifierInput.Values ? dropout / 4 : dropout);
    return new ClassifierSpec(input, stack, pooling, classes, read, dropout, smoothing);
  }

  /// Sub-words know no unknown one: every text is made of them.
  private double forgetting(SampleEncoder.OfSymbols symbols) {
    return symbols.symbols().never() < 0 ? 0 : forget;
  }

  /// @param samples to train on
  Recipe training(int samples) {
    return layers.recipe(rate, epochs, samples);
  }
}
