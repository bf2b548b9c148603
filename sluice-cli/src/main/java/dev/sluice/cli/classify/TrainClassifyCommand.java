package dev.sluice.cli.classify;

import dev.sluice.cli.options.AudioOptions;
import dev.sluice.cli.options.CommandText;
import dev.sluice.cli.options.FilePart;
import dev.sluice.cli.options.LengthOptions;
import dev.sluice.cli.options.TrainOptions;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.classify.ClassifiedData;
import dev.sluice.tasks.classify.Classifier;
import dev.sluice.tasks.classify.ClassifierBatch;
import dev.sluice.tasks.classify.ClassifierNetwork;
import dev.sluice.tasks.classify.HeardData;
import dev.sluice.tasks.classify.Sample;
import dev.sluice.tasks.classify.SampleEncoder;
import dev.sluice.tasks.classify.SoundEncoder;
import dev.sluice.train.data.Dataset;
import dev.sluice.train.data.IndexedDataset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// From texts or series with their classes to a model that tells classes.
@Command(
    name = "classify",
    description =
        "Trains a model that tells which class a text, a numeric series or a recording belongs to, with calibrated probabilities.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A manifest (.jsonl) names recordings, WAV, and their classes, an object in each line; paths begin",
      "at its folder: {\"audio\": \"clips/0017.wav\", \"label\": \"seven\"}",
      "",
      "Examples:",
      "  sluice train classify --data reviews.csv --text review --label stars",
      "  sluice train classify --data sst2-train.tsv --text 1 --label 2 --validation sst2-dev.tsv",
      "  sluice train classify --data vowels_TRAIN.ts --test vowels_TEST.ts --pool mean",
      "  sluice train classify --data walks.csv --series walk --values x,y --label gait",
      "  sluice train classify --data keywords.jsonl --epochs 40",
      "  echo 'What a lovely film' | sluice predict reviews.sluice"
    })
public final class TrainClassifyCommand implements Callable<Integer> {
  private static final int NAMED = 12;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description = "Samples to train on.")
  private Path data;

  @Option(
      names = "--validation",
      paramLabel = "FILE",
      description =
          "Samples by which the best epoch is chosen and probabilities are calibrated. Default: every tenth of each class in --data, which is not trained on then.")
  private @Nullable Path validation;

  @Option(names = "--test", paramLabel = "FILE", description = "Samples for the final score.")
  private @Nullable Path test;

  @Option(
      names = "--format",
      paramLabel = "csv|tsv|label-first|ts|manifest",
      converter = SampleKind.Names.class,
      description =
          "How lines are divided; label-first is the class, a blank, the text; ts are series; manifest names recordings, see below. Default: by the file's name.")
  private @Nullable SampleKind format;

  @Mixin private SampleFiles files = new SampleFiles();
  @Mixin private LengthOptions lengths = new LengthOptions();
  @Mixin private ClassifierOptions network = new ClassifierOptions();
  @Mixin private AudioOptions audio = new AudioOptions();
  @Mixin private TrainOptions options = new TrainOptions();

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    network.check(spec.commandLine());
    SampleSource said = files.source(spec.commandLine(), SampleSource.DEFAULT, format);
    SampleContent.refuseOthers(spec.commandLine(), contents(said));
    Path directory = options.directory(TrainOptions.nameOf(data));
    KernelChoice.current();
    SampleSource source = files.named(said, data);
    SampleParts parts =
        SampleParts.of(
            files.read(source, data),
            Optional.ofNullable(validation).map(file -> files.read(source, file)),
            Optional.ofNullable(test).map(file -> files.read(source, file)));
    SampleEncoder encoder = network.encoder(parts.train().items(), audio);
    terminal.say(
        "%,d samples to train on, %,d to validate with, %,d to test; %d classes: %s."
            .formatted(
                parts.train().size(),
                parts.validation().size(),
                parts.test().map(FilePart::size).orElse(0),
                parts.labels().size(),
                named(parts.labels())));
    ClassifierNetwork made =
        ClassifierNetwork.create(
            network.spec(encoder, parts.labels().size()), options.seed().named("network"));
    IndexedDataset<ClassifierBatch> plain = data(parts, parts.train(), encoder);
    int count = plain.size();
    requireLongEnough(parts.test(), encoder);
    var trainer =
        network
            .training(count)
            .trainer(made, count, options.seed().named("training"))
            .threads(options.threads());
    return options.run(
        terminal,
        directory,
        trainer,
        training(parts, plain, encoder),
        data(parts, parts.validation(), encoder),
        report ->
            finish(
                terminal,
                directory,
                source.in(Classifier.of(made, encoder, parts.labels())),
                parts));
  }

  /// The first few, so that what was taken for a class is seen.
  private static String named(List<String> labels) {
    String first = labels.stream().limit(NAMED).collect(Collectors.joining(", "));
    return labels.size() > NAMED ? first + ", …" : first;
  }

  private Map<String, SampleContent> contents(SampleSource source) {
    Map<String, SampleContent> contents = new LinkedHashMap<>();
    for (Path file : Arrays.asList(data, validation, test)) {
      if (file != null) {
        contents.put(file.toString(), source.content(file.toString()));
      }
    }
    return contents;
  }

  /// Sounds are changed in every epoch; what is done to texts and series is the network's.
  private Dataset<ClassifierBatch> training(
      SampleParts parts, IndexedDataset<ClassifierBatch> plain, SampleEncoder encoder) {
    return encoder instanceof SoundEncoder sounds
        ? HeardData.of(
            parts.train().items(),
            plain,
            sounds,
            audio.augmentation(sounds.input()),
            parts.train()::place)
        : plain;
  }

  private IndexedDataset<ClassifierBatch> data(
      SampleParts parts, FilePart<Sample.Labelled> part, SampleEncoder encoder) {
    return ClassifiedData.of(
        part.items(), parts.labels(), encoder, network.weights(), lengths.limit(), part::place);
  }

  /// Recordings to test with are scored behind training: what is wrong with them is told before.
  private static void requireLongEnough(
      Optional<FilePart<Sample.Labelled>> test, SampleEncoder encoder) {
    if (encoder instanceof SoundEncoder sounds && test.isPresent()) {
      FilePart<Sample.Labelled> part = test.get();
      for (int i = 0; i < part.size(); i++) {
        sounds.check(part.items().get(i), part.place(i));
      }
    }
  }

  private void finish(Terminal terminal, Path directory, Classifier model, SampleParts parts) {
    Classifier calibrated;
    ClassResult result;
    try (Workspace workspace = Workspace.threads(options.threads())) {
      calibrated = model.calibrated(parts.validation().items(), workspace);
      result =
          new ClassResult(
              parts.labels(),
              calibrated.score(parts.validation().items(), workspace),
              parts.test().map(part -> calibrated.score(part.items(), workspace)));
    }
    String card =
        "# A classifier\n\nTrained by Sluice on `%s`.\n\n```\n%s\n```\n\n```\n%s\n```\n"
            .formatted(data.getFileName(), result.table(), CommandText.of(spec.commandLine()));
    calibrated.withCard(card).save(directory, options.overwrite());
    terminal.data(options.json() ? result.json(directory, model.size()) : result.table());
  }
}
