package dev.sluice.cli.reproduce;

import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.terminal.RunsProgress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.tensor.Seed;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.classify.Benchmark;
import dev.sluice.tasks.classify.Classifier;
import dev.sluice.tasks.classify.ClassifierNetwork;
import dev.sluice.tasks.classify.LittleData;
import dev.sluice.tasks.classify.LittleData.Variant;
import dev.sluice.train.loop.Listener;
import dev.sluice.train.loop.Recipe;
import dev.sluice.train.loop.TrainingReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What little data do, and what helps.
@Command(
    name = "little-data",
    description =
        "What a GRU makes of few samples, bare and regularised: SST-2 from parts of its sentences.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "DIR holds sst2-train.tsv, sst2-dev.tsv and sst2-test.tsv. All trainings take",
      "about as many steps. bare: no dropout, no label smoothing, no words forgotten,",
      "no average of parameters, the last epoch; regularised: all of these as in",
      "'reproduce classes', and the epoch that is best on validation.",
      "",
      "Examples:",
      "  sluice reproduce little-data --data textcls-en --seeds 3 --plot few.svg",
      "  sluice reproduce little-data --data textcls-en --examples 200,2000 --json"
    })
final class LittleDataCommand implements Callable<Integer> {
  private static final Benchmark SET = Benchmark.SST2;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private ReproduceOptions options = new ReproduceOptions();

  @Option(
      names = "--examples",
      paramLabel = "N",
      split = ",",
      converter = Numbers.Times.class,
      description = "Sentences to train on; all are taken as well. Default: 100,300,1000.")
  private List<Integer> examples = List.of(100, 300, 1000);

  @Mixin private PlotOption plot = new PlotOption();

  private record Run(LittleData what, long seed) {}

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    KernelChoice.current();
    plot.requireWritable();
    List<Run> runs = runs(options.folder("sentences with their classes"));
    var reproduction =
        new Reproduction<>(terminal, options, LittleDataResult::json, LittleDataResult::table);
    int exit =
        reproduction.run(
            runs, LittleDataCommand::work, place -> (run, told) -> train(run, place, told));
    plot.write(reproduction.results(), LittleDataResult::chart);
    return exit;
  }

  private List<Run> runs(Path folder) {
    Benchmark.Parts all = SET.read(folder);
    int size = all.train().size();
    List<Run> runs = new ArrayList<>();
    int[] sizes =
        IntStream.concat(examples.stream().mapToInt(n -> n), IntStream.of(size))
            .distinct()
            .sorted()
            .toArray();
    if (sizes[sizes.length - 1] > size) {
      throw new ModelException(
          "--examples asks for %d sentences, there are %d to train on in %s"
              .formatted(sizes[sizes.length - 1], size, folder));
    }
    for (int count : sizes) {
      for (Variant variant : Variant.values()) {
        options
            .seeds()
            .mapToObj(seed -> new Run(LittleData.of(SET, all, count, variant, Seed.of(seed)), seed))
            .forEach(runs::add);
      }
    }
    return runs;
  }

  private static RunsProgress.Run work(Run run) {
    Recipe training = run.what.plan().training();
    return new RunsProgress.Run(
        LittleDataResult.name(run.what) + ", seed " + run.seed,
        training.epochs(),
        (double) training.steps(run.what.examples()) * training.batch());
  }

  private static Optional<LittleDataResult> train(
      Run run, Reproduction.Place place, Listener listener) {
    LittleData what = run.what;
    Seed seed = Seed.of(run.seed);
    ClassifierNetwork network = what.network(seed);
    TrainingReport report = what.train(network, seed, place.workspace(), place.stop(), listener);
    if (place.stop().isRequested()) {
      return Optional.empty();
    }
    Classifier model = Classifier.of(network, what.plan().encoder(), what.plan().labels());
    return Optional.of(
        new LittleDataResult(
            what.variant(),
            what.examples(),
            run.seed,
            report,
            model.score(what.parts().train(), place.workspace()).accuracy(),
            model.score(what.parts().validation(), place.workspace()).accuracy(),
            model.score(what.parts().test(), place.workspace()).accuracy()));
  }
}
