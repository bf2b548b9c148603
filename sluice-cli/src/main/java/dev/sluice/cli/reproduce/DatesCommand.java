package dev.sluice.cli.reproduce;

import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Seed;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.translate.Dates;
import dev.sluice.tasks.translate.Pair;
import dev.sluice.tasks.translate.Search;
import dev.sluice.tasks.translate.TranslationScore;
import dev.sluice.tasks.translate.Translator;
import dev.sluice.tasks.translate.TranslatorVocabulary;
import dev.sluice.tasks.translate.metric.Bleu;
import dev.sluice.train.loop.Listener;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Dates of eight languages.
@Command(
    name = "dates",
    description =
        "Dates as people of eight languages write them, translated to ISO 8601; synthetic, nothing is fetched.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "The JDK writes the dates; the days that are tested are none of those trained on.",
      "",
      "Examples:",
      "  sluice reproduce dates --out dates.sluice",
      "  echo 'Freitag, 13. Mai 1988' | sluice translate dates.sluice"
    })
final class DatesCommand implements Callable<Integer> {
  private static final Seed DATA = Seed.of(1); // the same data whatever the seed of training
  private static final int VALIDATION = 500;
  private static final int TEST = 1000;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--examples",
      paramLabel = "N",
      converter = Numbers.Times.class,
      description = "Dates to train on. Default: ${DEFAULT-VALUE}.")
  private int examples = 20_000;

  @Mixin private SavedModel saved = new SavedModel();
  @Mixin private RunsOptions options = new RunsOptions();

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    KernelChoice.current();
    saved.requireWritable();
    List<Pair> train = Dates.pairs(examples, Dates.Part.TRAIN, DATA.named("train"));
    List<Pair> validation = Dates.pairs(VALIDATION, Dates.Part.TRAIN, DATA.named("validation"));
    List<Pair> test = Dates.pairs(TEST, Dates.Part.TEST, DATA.named("test"));
    TranslatorVocabulary vocabulary = Dates.vocabulary(train);
    TranslatorTrial trial =
        new TranslatorTrial(
            train, validation, vocabulary, Dates.spec(vocabulary), Dates.training());
    List<Long> seeds = options.seeds().boxed().toList();
    int exit =
        new Reproduction<>(
                terminal, options.threads(), options.json(), DatesResult::json, DatesResult::table)
            .run(
                seeds,
                seed -> trial.run("seed " + seed),
                place -> (seed, listener) -> train(trial, test, seed, place, listener));
    saved.say(terminal);
    return exit;
  }

  private Optional<DatesResult> train(
      TranslatorTrial trial,
      List<Pair> test,
      long seed,
      Reproduction.Place place,
      Listener listener) {
    return trial
        .train(seed, place, listener)
        .map(trained -> {
          Translator model = trained.model();
          DatesResult result =
              new DatesResult(
                  new TrainedLine(seed, model.size(), trained.report()),
                  score(model, trial.validation(), Dates.search(), place),
                  score(model, test, Search.beam(1), place),
                  score(model, test, Dates.search(), place),
                  examples(model, test, place.workspace()));
          if (seed == options.firstSeed()) {
            saved.write(model, "dates of eight languages", result.card());
          }
          return result;
        });
  }

  private static TranslationScore score(
      Translator model, List<Pair> pairs, Search search, Reproduction.Place place) {
    return place.scored(
        pairs.size(),
        "dates",
        done ->
            TranslationScore.of(model, pairs, search, Bleu.standard(), place.workspace(), done));
  }

  /// The first three.
  private static List<DatesResult.Example> examples(
      Translator model, List<Pair> test, Workspace workspace) {
    return test.stream()
        .limit(3)
        .map(pair -> {
          String written =
              model.translate(List.of(pair.source()), Dates.search(), workspace).getFirst().text();
          return new DatesResult.Example(pair, written);
        })
        .toList();
  }
}
