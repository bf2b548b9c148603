package dev.sluice.cli.speech;

import dev.sluice.cli.options.AudioOptions;
import dev.sluice.cli.options.CommandText;
import dev.sluice.cli.options.TrainOptions;
import dev.sluice.cli.terminal.Pace;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.Manifest;
import dev.sluice.tasks.audio.Utterance;
import dev.sluice.tasks.speech.Decoding;
import dev.sluice.tasks.speech.Recogniser;
import dev.sluice.tasks.speech.SpeechData;
import dev.sluice.tasks.speech.SpeechNetwork;
import dev.sluice.tasks.speech.SpeechScore;
import dev.sluice.tasks.speech.SpeechVocabulary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// From recordings and what is said in them to a model that writes down others.
@Command(
    name = "speech",
    description = "Trains a model that writes down what is said in recordings.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A file names recordings, WAV, and what is said in them, a JSON object in each line; paths begin",
      "at its folder:",
      "  {\"audio\": \"clips/0017.wav\", \"text\": \"seven three\"}",
      "",
      "Examples:",
      "  sluice train speech --data train.jsonl --test test.jsonl",
      "  sluice train speech --data digits.jsonl --units words --join 7 --streaming",
      "  sluice transcribe train.sluice new.wav"
    })
public final class TrainSpeechCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description = "Recordings to train on.")
  private Path data;

  @Option(
      names = "--validation",
      paramLabel = "FILE",
      description =
          "Recordings by which the best epoch is chosen. Default: one of each ten of --data, which is not trained on then.")
  private @Nullable Path validation;

  @Option(names = "--test", paramLabel = "FILE", description = "Recordings for the final score.")
  private @Nullable Path test;

  @Mixin private SpeechOptions network = new SpeechOptions();
  @Mixin private AudioOptions audio = new AudioOptions();
  @Mixin private TrainOptions options = new TrainOptions();

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    network.check(spec.commandLine(), audio);
    Path directory = options.directory(TrainOptions.nameOf(data));
    KernelChoice.current();
    SpeechParts parts = parts();
    SpeechVocabulary vocabulary =
        SpeechVocabulary.of(parts.train().stream().map(Utterance::text).toList(), network.units());
    AudioInput input = input(terminal, parts.train());
    SpeechData training =
        data(terminal, parts.train(), vocabulary, input).augmented(audio.augmentation(input));
    SpeechData held = data(terminal, parts.validation(), vocabulary, input);
    terminal.say(
        "%,d recordings to train on, %,d to validate with, %,d to test; %d %s told apart."
            .formatted(
                parts.train().size(),
                parts.validation().size(),
                parts.test().map(List::size).orElse(0),
                vocabulary.size() - 1,
                vocabulary.units() == SpeechVocabulary.Units.WORDS ? "words" : "characters"));
    SpeechNetwork made =
        SpeechNetwork.create(network.spec(input, vocabulary), options.seed().named("network"));
    var trainer =
        network
            .training(training.size())
            .trainer(made, training.size(), options.seed().named("training"))
            .threads(options.threads());
    return options.run(
        terminal,
        directory,
        trainer,
        training,
        held,
        report -> finish(terminal, directory, Recogniser.of(made, vocabulary, input), parts));
  }

  /// Mean and deviation of all that is trained on.
  private AudioInput input(Terminal terminal, List<Utterance> train) {
    Doubtful doubtful = new Doubtful();
    AudioInput input;
    try (Pace pace = new Pace(terminal, "reading", "recordings")) {
      input = audio.input(doubtful.watching(train, pace.of(train.size())));
    }
    doubtful.sentence().ifPresent(terminal::say);
    return input.tail(network.tail());
  }

  private SpeechData data(
      Terminal terminal, List<Utterance> part, SpeechVocabulary vocabulary, AudioInput input) {
    try (Pace pace = new Pace(terminal, "measuring", "recordings")) {
      return SpeechData.of(part, vocabulary, input, pace.of(part.size()))
          .joined(network.joining(part));
    }
  }

  private void finish(Terminal terminal, Path directory, Recogniser model, SpeechParts parts) {
    SpeechResult result;
    try (Workspace workspace = Workspace.threads(options.threads())) {
      SpeechScore held = score(model, parts.validation(), workspace, terminal);
      Optional<SpeechScore> tested =
          parts.test().map(part -> score(model, part, workspace, terminal));
      result = new SpeechResult(held, tested);
    }
    String card =
        "# A recogniser of speech\n\nTrained by Sluice on `%s`.\n\n```\n%s\n```\n\n```\n%s\n```\n"
            .formatted(data.getFileName(), result.table(), CommandText.of(spec.commandLine()));
    model.withCard(card).save(directory, options.overwrite());
    terminal.data(options.json() ? result.json(directory, model.size()) : result.table());
    if (result.saysNothing()) {
      terminal.say(
          "The model says nothing: it was trained too little to leave the blank, with which every such training begins; give it more --epochs.");
    }
  }

  private static SpeechScore score(
      Recogniser model, List<Utterance> part, Workspace workspace, Terminal terminal) {
    try (Pace pace = new Pace(terminal, "evaluate", "recordings")) {
      return SpeechScore.of(model, part, Decoding.greedy(), workspace, pace.of(part.size()));
    }
  }

  private SpeechParts parts() {
    Manifest manifest = new Manifest("text");
    List<Utterance> all = manifest.read(data);
    Optional<List<Utterance>> tested = Optional.ofNullable(test).map(manifest::read);
    return validation == null
        ? SpeechParts.split(data, all, tested)
        : new SpeechParts(all, manifest.read(validation), tested);
  }
}
