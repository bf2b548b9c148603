package dev.sluice.cli.translate;

import dev.sluice.cli.options.CommandText;
import dev.sluice.cli.options.TrainOptions;
import dev.sluice.cli.terminal.Pace;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.translate.GreedyBleu;
import dev.sluice.tasks.translate.Pair;
import dev.sluice.tasks.translate.PairData;
import dev.sluice.tasks.translate.Search;
import dev.sluice.tasks.translate.TranslationScore;
import dev.sluice.tasks.translate.Translator;
import dev.sluice.tasks.translate.TranslatorNetwork;
import dev.sluice.tasks.translate.TranslatorVocabulary;
import dev.sluice.tasks.translate.metric.Bleu;
import dev.sluice.tasks.translate.metric.Casing;
import dev.sluice.tasks.translate.metric.Tokeniser;
import dev.sluice.train.loop.TrainingReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// From pairs of texts to a model that translates others.
@Command(
    name = "translate",
    description =
        "Trains a model that turns texts into others: translation, spelling to sound, dates to ISO dates.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Line n of --data is translated by line n of --target; or a file has both, a tab between.",
      "",
      "Examples:",
      "  sluice train translate --data train.en --target train.de --validation val.en --validation-target val.de",
      "  sluice train translate --data words.tsv --units characters --target-units tokens:100",
      "  sluice train translate --data pairs.tsv --epochs 40 --choose bleu --patience 5",
      "  sluice translate train.sluice < new.en > new.de"
    })
public final class TrainTranslateCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private PairFiles files = new PairFiles();
  @Mixin private TranslatorOptions network = new TranslatorOptions();
  @Mixin private SearchOptions search = new SearchOptions();

  @Option(
      names = "--words",
      paramLabel = "13a|zh|char|none",
      converter = Words.class,
      description = "What BLEU takes for words, see sacreBLEU. Default: 13a.")
  private Tokeniser words = Tokeniser.MTEVAL_13A;

  @Option(
      names = "--choose",
      paramLabel = "loss|bleu",
      description =
          "What chooses the epoch that is kept, and what --patience goes by: the loss on validation, or BLEU of its greedy translations. Default: loss.")
  private Choice choice = Choice.LOSS;

  @Mixin private TrainOptions options = new TrainOptions();

  /// What `--choose` names.
  private enum Choice {
    LOSS,
    BLEU
  }

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    files.check(spec.commandLine());
    network.check(spec.commandLine());
    search.search(spec.commandLine());
    Path directory = options.directory(TrainOptions.nameOf(files.data()));
    KernelChoice.current();
    PairFiles.Parts all = files.read(terminal);
    TranslatorVocabulary vocabulary = network.vocabulary(all.train().pairs());
    List<Pair> train = files.limited(terminal, "training", all.train(), vocabulary).pairs();
    Held held =
        new Held(
            files.limited(terminal, "validation", all.validation(), vocabulary).pairs(),
            all.test()
                .map(part -> files.limited(terminal, "the test", part, vocabulary).pairs())
                .orElse(List.of()));
    terminal.say(
        "%,d pairs to train on, %,d to validate with, %,d to test; %,d symbols of the source, %,d of the target."
            .formatted(
                train.size(),
                held.validation.size(),
                held.test.size(),
                vocabulary.sourceSize(),
                vocabulary.targetSize()));
    TranslatorNetwork made =
        TranslatorNetwork.create(network.spec(vocabulary), options.seed().named("network"));
    var trainer =
        network
            .training(train.size())
            .trainer(made, train.size(), options.seed().named("training"))
            .threads(options.threads());
    if (choice == Choice.BLEU) {
      trainer.chooseBy(GreedyBleu.of(made, vocabulary, held.validation, bleu()));
    }
    return options.run(
        terminal,
        directory,
        trainer,
        PairData.of(train, vocabulary).batches(),
        PairData.of(held.validation, vocabulary).batches(),
        report -> finish(terminal, directory, Translator.of(made, vocabulary), held, report));
  }

  private Bleu bleu() {
    return Bleu.of(words, Casing.MIXED);
  }

  /// What is not trained on.
  private record Held(List<Pair> validation, List<Pair> test) {}

  private void finish(
      Terminal terminal, Path directory, Translator model, Held held, TrainingReport report) {
    TranslationResult result;
    try (Workspace workspace = Workspace.threads(options.threads())) {
      result =
          new TranslationResult(
              score(model, held.validation, workspace, terminal),
              held.test.isEmpty()
                  ? Optional.empty()
                  : Optional.of(score(model, held.test, workspace, terminal)));
    }
    String card =
        "# A translator\n\nTrained by Sluice on `%s`.\n\n```\n%s\n```\n\n```\n%s\n```\n"
            .formatted(
                files.data().getFileName(), result.card(), CommandText.of(spec.commandLine()));
    model.withCard(card).save(directory, options.overwrite());
    terminal.data(options.json() ? result.json(directory, model.size(), report) : result.table());
  }

  private TranslationScore score(
      Translator model, List<Pair> pairs, Workspace workspace, Terminal terminal) {
    Search how = search.search(spec.commandLine());
    try (Pace pace = new Pace(terminal, "scoring", "texts")) {
      return TranslationScore.of(model, pairs, how, bleu(), workspace, pace.of(pairs.size()));
    }
  }
}
