package dev.sluice.cli.reproduce;

import dev.sluice.cli.terminal.RunsProgress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.tensor.Seed;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.language.LanguageModel;
import dev.sluice.tasks.language.LanguageNetwork;
import dev.sluice.tasks.language.LanguageTraining;
import dev.sluice.tasks.language.TinyShakespeare;
import dev.sluice.tasks.text.Symbols;
import dev.sluice.tasks.text.TextFile;
import dev.sluice.train.loop.Listener;
import dev.sluice.train.loop.TrainingReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// A model of Shakespeare's characters.
@Command(
    name = "shakespeare",
    description =
        "A model of the characters of Tiny Shakespeare, test loss beside those of minGRU and a Transformer (Feng et al. 2024, arXiv 2410.01201).",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "DIR holds input.txt, 1,115,394 characters: 90 %% train, 5 %% validate, 5 %% test.",
      "",
      "Examples:",
      "  sluice reproduce shakespeare --data lm-tinyshakespeare",
      "  sluice reproduce shakespeare --data lm-tinyshakespeare --seeds 3 --json"
    })
final class ShakespeareCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private ReproduceOptions options = new ReproduceOptions();

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    KernelChoice.current();
    String text =
        TextFile.read(
            options.folder("Tiny Shakespeare").resolve("input.txt"), StandardCharsets.UTF_8);
    Texts texts =
        new Texts(
            TinyShakespeare.part(text, 0, 90),
            TinyShakespeare.part(text, 90, 95),
            TinyShakespeare.part(text, 95, 100));
    LanguageTraining training = TinyShakespeare.training();
    long steps = training.epochs() * training.stepsPerEpoch(texts.train.length());
    List<Long> seeds = options.seeds().boxed().toList();
    return new Reproduction<>(terminal, options, ShakespeareResult::json, ShakespeareResult::table)
        .run(
            seeds,
            seed -> new RunsProgress.Run("seed " + seed, training.epochs(), steps),
            place -> (seed, listener) -> train(texts, seed, place, listener));
  }

  /// The three parts.
  private record Texts(String train, String validation, String test) {}

  private static Optional<ShakespeareResult> train(
      Texts texts, long seed, Reproduction.Place place, Listener listener) {
    Symbols characters = Symbols.characters(texts.train);
    int[] ids = characters.encode(texts.train);
    LanguageTraining training = TinyShakespeare.training();
    LanguageNetwork network =
        LanguageNetwork.create(
            TinyShakespeare.spec(characters.size()), Seed.of(seed).named("network"));
    TrainingReport report =
        training
            .trainer(network, ids.length, Seed.of(seed).named("training"))
            .workspace(place.workspace())
            .stop(place.stop())
            .listener(listener)
            .fit(training.data(ids), training.data(characters.encode(texts.validation)));
    if (place.stop().isRequested()) {
      return Optional.empty();
    }
    LanguageModel model = LanguageModel.of(network, characters);
    return Optional.of(
        new ShakespeareResult(
            seed,
            model.size(),
            report,
            model.score(texts.validation, place.workspace()),
            model.score(texts.test, place.workspace())));
  }
}
