package dev.sluice.cli.reproduce;

import dev.sluice.cli.terminal.RunsProgress;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.tensor.Seed;
import dev.sluice.kernel.KernelChoice;
import dev.sluice.tasks.classify.Benchmark;
import dev.sluice.tasks.classify.ClassifiedData;
import dev.sluice.tasks.classify.Classifier;
import dev.sluice.tasks.classify.ClassifierNetwork;
import dev.sluice.train.loop.Listener;
import dev.sluice.train.loop.Recipe;
import dev.sluice.train.loop.TrainingReport;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Classes of texts and series.
@Command(
    name = "classes",
    description =
        "Classes of texts and series from scratch: SST-2, TREC-6, ChnSentiCorp, JapaneseVowels.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "DIR holds the files of one or more of the sets: sst2-train.tsv, sst2-dev.tsv and sst2-test.tsv;",
      "TREC.train.all and TREC.test.all; ChnSentiCorp_htl_all.csv; JapaneseVowels_TRAIN.ts and _TEST.ts.",
      "",
      "Example:",
      "  sluice reproduce classes --data textcls-en --seeds 3"
    })
final class ClassesCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private ReproduceOptions options = new ReproduceOptions();

  /// A set that was read, and a seed.
  private record Run(Benchmark set, Benchmark.Parts parts, Benchmark.Plan plan, long seed) {}

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(spec.commandLine());
    KernelChoice.current();
    Path folder = options.folder("samples with their classes");
    List<Run> runs =
        Arrays.stream(Benchmark.values())
            .filter(set -> set.isIn(folder))
            .flatMap(set -> runs(set, folder).stream())
            .toList();
    if (runs.isEmpty()) {
      throw new ModelException(folder + " holds none of the sets; see --help for their files");
    }
    return new Reproduction<>(terminal, options, ClassesResult::json, ClassesResult::table)
        .run(
            runs,
            run ->
                new RunsProgress.Run(
                    run.set.title() + ", seed " + run.seed,
                    run.plan.training().epochs(),
                    run.plan.training().steps(run.parts.train().size())),
            place -> (run, listener) -> train(run, place, listener));
  }

  private List<Run> runs(Benchmark set, Path folder) {
    Benchmark.Parts parts = set.read(folder);
    Benchmark.Plan plan = set.plan(parts.train());
    return options.seeds().mapToObj(seed -> new Run(set, parts, plan, seed)).toList();
  }

  private static Optional<ClassesResult> train(
      Run run, Reproduction.Place place, Listener listener) {
    Benchmark.Plan plan = run.plan;
    Recipe training = plan.training();
    ClassifierNetwork network =
        ClassifierNetwork.create(plan.spec(), Seed.of(run.seed).named("network"));
    ClassifiedData.Weights weights = ClassifiedData.Weights.EQUAL;
    TrainingReport report =
        training
            .trainer(network, run.parts.train().size(), Seed.of(run.seed).named("training"))
            .workspace(place.workspace())
            .stop(place.stop())
            .listener(listener)
            .fit(
                ClassifiedData.of(run.parts.train(), plan.labels(), plan.encoder(), weights),
                ClassifiedData.of(run.parts.validation(), plan.labels(), plan.encoder(), weights));
    if (place.stop().isRequested()) {
      return Optional.empty();
    }
    Classifier model =
        Classifier.of(network, plan.encoder(), plan.labels())
            .calibrated(run.parts.validation(), place.workspace());
    return Optional.of(
        new ClassesResult(
            run.set.title(),
            run.seed,
            model.size(),
            report,
            model.score(run.parts.validation(), place.workspace()),
            model.score(run.parts.test(), place.workspace())));
  }
}
