package dev.sluice.cli.reproduce;

import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.ModelException;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.translate.CmuDict;
import dev.sluice.tasks.translate.CmuDict.Part;
import dev.sluice.tasks.translate.CmuDict.Word;
import dev.sluice.tasks.translate.Pair;
import dev.sluice.tasks.translate.PhonemeScore;
import dev.sluice.tasks.translate.Translator;
import dev.sluice.tasks.translate.TranslatorVocabulary;
import dev.sluice.train.loop.Listener;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The sound of English words.
@Command(
    name = "cmudict",
    description =
        "How English words sound, from their letters (CMUdict), from scratch: errors of words and phonemes.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "DIR holds cmudict.dict. Words are split by CRC32 modulo 20: 18 validates, 19 tests, all ways to",
      "say a word together. A word is right if it is said in any of the ways that are listed.",
      "",
      "Examples:",
      "  sluice reproduce cmudict --data g2p-cmudict --out cmudict.sluice",
      "  echo recurrent | sluice translate cmudict.sluice"
    })
final class CmuDictCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private SavedModel saved = new SavedModel();
  @Mixin private ReproduceOptions options = new ReproduceOptions();

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    KernelChoice.current();
    saved.requireWritable();
    Path folder = options.folder("CMUdict");
    List<Word> words = CmuDict.read(folder);
    Data data = new Data(part(folder, words, Part.VALIDATION), part(folder, words, Part.TEST));
    List<Pair> train = CmuDict.pairs(part(folder, words, Part.TRAIN));
    TranslatorVocabulary vocabulary = CmuDict.vocabulary(train);
    TranslatorTrial trial =
        new TranslatorTrial(
            train,
            CmuDict.pairs(data.validation),
            vocabulary,
            CmuDict.spec(vocabulary),
            CmuDict.training());
    List<Long> seeds = options.seeds().boxed().toList();
    int exit =
        new Reproduction<>(terminal, options, CmuDictResult::json, CmuDictResult::table)
            .run(
                seeds,
                seed -> trial.run("seed " + seed),
                place -> (seed, listener) -> train(trial, data, seed, place, listener));
    saved.say(terminal);
    return exit;
  }

  private record Data(List<Word> validation, List<Word> test) {}

  private static List<Word> part(Path folder, List<Word> words, Part part) {
    List<Word> chosen = CmuDict.part(words, part);
    if (chosen.isEmpty()) {
      throw new ModelException(
          "%s: none of %,d words is in the part for %s; give the whole dictionary"
              .formatted(folder, words.size(), part.name().toLowerCase(Locale.ROOT)));
    }
    return chosen;
  }

  private Optional<CmuDictResult> train(
      TranslatorTrial trial, Data data, long seed, Reproduction.Place place, Listener listener) {
    return trial
        .train(seed, place, listener)
        .map(trained -> {
          Translator model = trained.model();
          PhonemeScore validation = score(model, data.validation, place);
          long start = System.nanoTime();
          PhonemeScore test = score(model, data.test, place);
          double seconds = Math.max(1, System.nanoTime() - start) * 1e-9;
          CmuDictResult result =
              new CmuDictResult(
                  new TrainedLine(seed, model.size(), trained.report()),
                  validation,
                  test,
                  test.words() / seconds);
          if (seed == options.firstSeed()) {
            saved.write(model, "the CMU Pronouncing Dictionary", result.card());
          }
          return result;
        });
  }

  private static PhonemeScore score(Translator model, List<Word> words, Reproduction.Place place) {
    return place.scored(
        words.size(),
        "words",
        done -> PhonemeScore.of(model, words, CmuDict.search(), place.workspace(), done));
  }
}
