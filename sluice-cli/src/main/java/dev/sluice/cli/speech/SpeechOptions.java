package dev.sluice.cli.speech;

import dev.sluice.cli.options.AudioOptions;
import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.options.StackOptions;
import dev.sluice.cli.options.WeightDecayOption;
import dev.sluice.cli.options.WholeNumber;
import dev.sluice.core.nn.Direction;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.Utterance;
import dev.sluice.tasks.speech.Joining;
import dev.sluice.tasks.speech.SpeechSpec;
import dev.sluice.tasks.speech.SpeechVocabulary;
import dev.sluice.train.loop.Recipe;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The network and how it learns. The defaults were chosen on strings of the Free Spoken Digit
/// Dataset that were kept from training.
final class SpeechOptions {
  /// Recordings end a little behind the voice; words are to come soon.
  private static final double BEFORE_END = 0.02;

  private static final double AFTER_END = 0.25;

  @Mixin private StackOptions stack = new StackOptions(2);

  @Option(
      names = "--units",
      paramLabel = "characters|words",
      description =
          "What steps are told apart by: characters, or whole words where there are few. Default: characters.")
  private SpeechVocabulary.Units units = SpeechVocabulary.Units.CHARACTERS;

  @Option(
      names = "--streaming",
      description =
          "A model that listens while one speaks (transcribe --stream): its layers run forward only.")
  private boolean streaming;

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      converter = Numbers.Share.class,
      description = "Dropout between layers and before the output. Default: ${DEFAULT-VALUE}.")
  private double dropout = 0.3;

  @Option(
      names = "--join",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description =
          "Up to N recordings are put one behind the other, other ones in every epoch, so that connected speech is learned from single words; with --streaming and --units words a word is taught to be said when it is over. Default: ${DEFAULT-VALUE}.")
  private int join = 1;

  @Option(
      names = "--pause",
      paramLabel = "MS",
      converter = Pause.class,
      description = "Milliseconds between joined recordings at most. Default: ${DEFAULT-VALUE}.")
  private int pause = 200;

  @Mixin private WeightDecayOption decay = new WeightDecayOption();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description = "How often the recordings are heard. Default: ${DEFAULT-VALUE}.")
  private int epochs = 30;

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description =
          "Sounds of a step; those of like length go together. Default: ${DEFAULT-VALUE}.")
  private int batch = 16;

  @Option(
      names = "--rate",
      paramLabel = "R",
      converter = Numbers.Rate.class,
      description = "The learning rate at the start; it falls to 0. Default: ${DEFAULT-VALUE}.")
  private double rate = 0.003;

  /// Refuses what does not go together.
  void check(CommandLine command, AudioOptions audio) {
    stack.check(command);
    if (streaming && audio.wholeOnly().isPresent()) {
      throw new CommandLine.ParameterException(
          command,
          audio.wholeOnly().get()
              + " needs the whole recording, which a model that listens does not have; leave out one of it and --streaming");
    }
  }

  SpeechVocabulary.Units units() {
    return units;
  }

  /// How recordings are joined.
  ///
  /// @param part what is trained on, or validates
  Joining joining(List<Utterance> part) {
    if (join == 1) {
      return Joining.NONE;
    }
    Joining joining = Joining.of(1, join, pause / 1000.0);
    boolean singleWords =
        units == SpeechVocabulary.Units.WORDS
            && part.stream().noneMatch(each -> each.text().strip().matches(".*\\s.*"));
    return streaming && singleWords ? joining.saying(BEFORE_END, AFTER_END) : joining;
  }

  /// Seconds of silence behind every sound.
  double tail() {
    return streaming ? AFTER_END : 0;
  }

  SpeechSpec spec(AudioInput input, SpeechVocabulary vocabulary) {
    return new SpeechSpec(
        stack.of(input.width(), dropout).direction(streaming ? Direction.FORWARD : Direction.BOTH),
        vocabulary.size(),
        0,
        dropout);
  }

  /// @param samples of an epoch
  Recipe training(int samples) {
    double average = Recipe.averageFor(Recipe.steps(epochs, samples, batch));
    return new Recipe(rate, epochs, batch, decay.lambda(), average);
  }

  /// Milliseconds.
  static final class Pause extends WholeNumber.Bounded {
    Pause() {
      super(0, 60_000);
    }
  }
}
