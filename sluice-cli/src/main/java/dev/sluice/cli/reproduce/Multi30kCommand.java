package dev.sluice.cli.reproduce;

import dev.sluice.cli.terminal.Terminal;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.translate.Multi30k;
import dev.sluice.tasks.translate.Multi30k.Part;
import dev.sluice.tasks.translate.Pair;
import dev.sluice.tasks.translate.TranslationScore;
import dev.sluice.tasks.translate.Translator;
import dev.sluice.tasks.translate.TranslatorVocabulary;
import dev.sluice.tasks.translate.metric.Bleu;
import dev.sluice.tasks.translate.metric.Tokeniser;
import dev.sluice.train.loop.Listener;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Captions, translated.
@Command(
    name = "multi30k",
    description =
        "Captions of pictures from English into German, French or Czech (Multi30k), from scratch: BLEU and chrF.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "DIR holds train.en, val.en, test_2016_flickr.en, and the same that end with the language, or",
      "these packed (.gz); test_2017_flickr is taken as well if it is there.",
      "",
      "Examples:",
      "  sluice reproduce multi30k --data mt-multi30k --to de --out en-de.sluice",
      "  sluice reproduce multi30k --data mt-multi30k --to fr --lower-case --seeds 3 --json"
    })
final class Multi30kCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private Multi30kOptions which = new Multi30kOptions();
  @Mixin private SavedModel saved = new SavedModel();
  @Mixin private ReproduceOptions options = new ReproduceOptions();

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    KernelChoice.current();
    saved.requireWritable();
    Multi30k set = which.set(options.folder("Multi30k"));
    TranslatorTrial trial = trial(set);
    Tests tests =
        new Tests(
            set.read(Part.TEST_2016),
            set.has(Part.TEST_2017) ? Optional.of(set.read(Part.TEST_2017)) : Optional.empty());
    List<Long> seeds = options.seeds().boxed().toList();
    int exit =
        new Reproduction<>(terminal, options, Multi30kResult::json, Multi30kResult::table)
            .run(
                seeds,
                seed -> trial.run("seed " + seed),
                place -> (seed, listener) -> train(set, trial, tests, seed, place, listener));
    saved.say(terminal);
    return exit;
  }

  private record Tests(List<Pair> of2016, Optional<List<Pair>> of2017) {}

  /// The network and the training that were chosen for a set.
  static TranslatorTrial trial(Multi30k set) {
    List<Pair> train = set.read(Part.TRAIN);
    List<Pair> validation = set.read(Part.VALIDATION);
    TranslatorVocabulary vocabulary = Multi30k.vocabulary(train);
    return new TranslatorTrial(
        train, validation, vocabulary, Multi30k.spec(vocabulary), Multi30k.training());
  }

  private Optional<Multi30kResult> train(
      Multi30k set,
      TranslatorTrial trial,
      Tests tests,
      long seed,
      Reproduction.Place place,
      Listener listener) {
    return trial
        .train(seed, place, listener)
        .map(trained -> {
          Translator model = trained.model();
          Multi30kResult result =
              new Multi30kResult(
                  set.target(),
                  set.casing(),
                  new TrainedLine(seed, model.size(), trained.report()),
                  score(set, model, trial.validation(), place),
                  score(set, model, tests.of2016, place),
                  tests.of2017.map(pairs -> score(set, model, pairs, place)));
          if (seed == options.firstSeed()) {
            String data = "Multi30k, English to " + set.target().title();
            saved.write(model, data, result.card());
          }
          return result;
        });
  }

  private static TranslationScore score(
      Multi30k set, Translator model, List<Pair> pairs, Reproduction.Place place) {
    Bleu bleu = Bleu.of(Tokeniser.MTEVAL_13A, set.casing());
    return place.scored(
        pairs.size(),
        "texts",
        done ->
            TranslationScore.of(model, pairs, Multi30k.search(), bleu, place.workspace(), done));
  }
}
