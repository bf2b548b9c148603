package dev.sluice.cli.tag;

import dev.sluice.cli.options.CharsetOption;
import dev.sluice.cli.options.CommandText;
import dev.sluice.cli.options.FilePart;
import dev.sluice.cli.options.LengthOptions;
import dev.sluice.cli.options.TrainOptions;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.tag.TagScore;
import dev.sluice.tasks.tag.TaggedData;
import dev.sluice.tasks.tag.TaggedFile;
import dev.sluice.tasks.tag.TaggedSentence;
import dev.sluice.tasks.tag.Tagger;
import dev.sluice.tasks.tag.TaggerNetwork;
import dev.sluice.tasks.tag.TaggerVocabulary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// From tagged sentences to a model that tags others.
@Command(
    name = "tag",
    description =
        "Trains a model that gives each word of a sentence its tag: parts of speech, names.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Files have a line for each word, with its tag, and a blank line behind each sentence. In",
      "CoNLL-U (.conllu) the tag is the universal part of speech; in other files it is the last",
      "column. Where tags mark names (B-PER I-PER O, or B M E S), F1 of whole names is told too.",
      "",
      "Examples:",
      "  sluice train tag --data train.conllu --validation dev.conllu --test test.conllu",
      "  echo 'She reads .' | sluice predict train.sluice"
    })
public final class TrainTagCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description = "Sentences to train on.")
  private Path data;

  @Option(
      names = "--validation",
      paramLabel = "FILE",
      description =
          "Sentences by which the best epoch is chosen. Default: every tenth of --data, which is not trained on then.")
  private @Nullable Path validation;

  @Option(names = "--test", paramLabel = "FILE", description = "Sentences for the final score.")
  private @Nullable Path test;

  @Option(
      names = "--format",
      paramLabel = "conllu|columns",
      description = "How lines are divided. Default: by the files' names.")
  private TaggedFile.@Nullable Format format;

  @Mixin private CharsetOption encoding = new CharsetOption();
  @Mixin private LengthOptions lengths = new LengthOptions();
  @Mixin private TaggerOptions network = new TaggerOptions();
  @Mixin private TrainOptions options = new TrainOptions();

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    network.check(spec.commandLine());
    Path directory = options.directory(TrainOptions.nameOf(data));
    KernelChoice.current();
    TaggedParts parts = parts();
    TaggerVocabulary vocabulary = TaggerVocabulary.of(parts.train().items(), network.least());
    parts.checkTags(vocabulary);
    terminal.say(
        "%,d sentences to train on, %,d to validate with, %,d to test; %,d words told apart, %d tags."
            .formatted(
                parts.train().size(),
                parts.validation().size(),
                parts.test().map(FilePart::size).orElse(0),
                vocabulary.lexicon().words().size() - 1,
                vocabulary.tags().size()));
    TaggerNetwork made =
        TaggerNetwork.create(network.spec(vocabulary), options.seed().named("network"));
    List<TaggedSentence> train = limited(parts.train());
    int count = train.size();
    var trainer =
        network
            .training(count)
            .trainer(made, count, options.seed().named("training"))
            .threads(options.threads());
    return options.run(
        terminal,
        directory,
        trainer,
        TaggedData.of(train, vocabulary),
        TaggedData.of(limited(parts.validation()), vocabulary),
        report -> finish(terminal, directory, Tagger.of(made, vocabulary), parts));
  }

  private void finish(Terminal terminal, Path directory, Tagger tagger, TaggedParts parts) {
    TagResult result;
    try (Workspace workspace = Workspace.threads(options.threads())) {
      TagScore held = tagger.score(parts.validation().items(), workspace);
      Optional<TagScore> tested = parts.test().map(part -> tagger.score(part.items(), workspace));
      result = new TagResult(held, tested);
    }
    String card =
        "# A tagger\n\nTrained by Sluice on `%s`.\n\n```\n%s\n```\n\n```\n%s\n```\n"
            .formatted(data.getFileName(), result.table(), CommandText.of(spec.commandLine()));
    tagger.withCard(card).save(directory, options.overwrite());
    terminal.data(options.json() ? result.json(directory, tagger.size()) : result.table());
  }

  private TaggedParts parts() {
    FilePart<TaggedSentence> all = read(data);
    Optional<FilePart<TaggedSentence>> tested = Optional.ofNullable(test).map(this::read);
    return validation == null
        ? TaggedParts.split(all, tested)
        : new TaggedParts(all, read(validation), tested);
  }

  private FilePart<TaggedSentence> read(Path file) {
    TaggedFile.Format how = format == null ? TaggedFile.Format.of(file) : format;
    return FilePart.whole(file, "sentence", TaggedFile.read(file, encoding.charset(), how));
  }

  private List<TaggedSentence> limited(FilePart<TaggedSentence> part) {
    return lengths
        .limit()
        .apply(part.items(), each -> each.words().size(), TaggedSentence::part, part::place);
  }
}
