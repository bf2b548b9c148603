package dev.sluice.cli.reproduce;

import dev.sluice.cli.terminal.RunsProgress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.tensor.Seed;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.tag.TagScore;
import dev.sluice.tasks.tag.TaggedData;
import dev.sluice.tasks.tag.TaggedSentence;
import dev.sluice.tasks.tag.Tagger;
import dev.sluice.tasks.tag.TaggerNetwork;
import dev.sluice.tasks.tag.TaggerVocabulary;
import dev.sluice.tasks.tag.UdEnglish;
import dev.sluice.train.loop.Listener;
import dev.sluice.train.loop.Recipe;
import dev.sluice.train.loop.TrainingReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Parts of speech of English.
@Command(
    name = "ud-english",
    description = "Universal parts of speech of the English Web Treebank, from scratch.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "DIR holds en_ewt-ud-train.conllu, -dev and -test, or the same packed (.gz).",
      "",
      "Example:",
      "  sluice reproduce ud-english --data tag-ud-en --seeds 3"
    })
final class UdEnglishCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private ReproduceOptions options = new ReproduceOptions();

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    KernelChoice.current();
    Path folder = options.folder("the treebank");
    Data data =
        new Data(
            UdEnglish.read(folder, "train"),
            UdEnglish.read(folder, "dev"),
            UdEnglish.read(folder, "test"));
    Recipe training = UdEnglish.training();
    long steps = training.steps(data.train.size());
    List<Long> seeds = options.seeds().boxed().toList();
    return new Reproduction<>(terminal, options, UdEnglishResult::json, UdEnglishResult::table)
        .run(
            seeds,
            seed -> new RunsProgress.Run("seed " + seed, training.epochs(), steps),
            place -> (seed, listener) -> train(data, seed, place, listener));
  }

  private record Data(
      List<TaggedSentence> train, List<TaggedSentence> dev, List<TaggedSentence> test) {}

  private static Optional<UdEnglishResult> train(
      Data data, long seed, Reproduction.Place place, Listener listener) {
    TaggerVocabulary vocabulary = TaggerVocabulary.of(data.train, 1);
    Recipe training = UdEnglish.training();
    TaggerNetwork network =
        TaggerNetwork.create(UdEnglish.spec(vocabulary), Seed.of(seed).named("network"));
    TrainingReport report =
        training
            .trainer(network, data.train.size(), Seed.of(seed).named("training"))
            .workspace(place.workspace())
            .stop(place.stop())
            .listener(listener)
            .fit(TaggedData.of(data.train, vocabulary), TaggedData.of(data.dev, vocabulary));
    if (place.stop().isRequested()) {
      return Optional.empty();
    }
    Tagger tagger = Tagger.of(network, vocabulary);
    TagScore dev = tagger.score(data.dev, place.workspace());
    long start = System.nanoTime();
    TagScore test = tagger.score(data.test, place.workspace());
    double seconds = (System.nanoTime() - start) * 1e-9;
    return Optional.of(
        new UdEnglishResult(seed, tagger.size(), report, dev, test, test.words() / seconds));
  }
}
